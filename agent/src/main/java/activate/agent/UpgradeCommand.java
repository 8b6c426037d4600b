package activate.agent;

import activate.agent.platform.AgentApi;
import activate.agent.service.AgentStatus;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import activate.agent.state.StateDirectory;
import activate.agent.upgrade.InstallRoot;
import activate.agent.upgrade.TryVersion;
import activate.agent.upgrade.UpgradeAgent;
import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `activate-agent upgrade` */
@Command(
        name = "upgrade",
        description =
                "Takes the version that the platform offers; goes back to the present one by itself where that does not link within a minute.",
        mixinStandardHelpOptions = true)
final class UpgradeCommand implements Callable<Integer> {
    private static final int OFFERED = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    @Option(
            names = "--check",
            description = "only tell whether another version is offered; exit code 10 if so")
    private boolean check;

    @Option(names = "--again", description = "also a version that did not link before")
    private boolean again;

    UpgradeCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        StateDirectory directory = state.open();
        EnrolledNode node = directory.enrolled();
        InstallRoot root =
                InstallRoot.of(console.environment())
                        .orElseThrow(
                                () ->
                                        new AgentFailure(
                                                Code.FAILED,
                                                "this agent was not installed by install.sh, or by an earlier one",
                                                "run install.sh of the platform, then start "
                                                        + "bin/activate-agent of its directory"));
        try (OutboundClient client =
                OutboundClient.open(node.caFile(), directory.network(console.environment()))) {
            return upgrade(
                    directory, root, new UpgradeAgent(root, new AgentApi(client, node.server())));
        } catch (OutboundException e) {
            throw new AgentFailure(Code.UNREACHABLE, String.valueOf(e.getMessage()), e.hint(), e);
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED,
                    "not upgraded: " + e.getMessage(),
                    "the present version goes on; make room or check the owner of " + root.path(),
                    e);
        }
    }

    private int upgrade(StateDirectory directory, InstallRoot root, UpgradeAgent upgrade)
            throws AgentFailure, IOException {
        String version = upgrade.offered();
        String shown = InstallRoot.shown(version);
        if (root.current().filter(version::equals).isPresent()) {
            console.out().println("up to date: version " + shown);
            return 0;
        }
        if (check) {
            String present = root.current().map(InstallRoot::shown).orElse("none");
            console.out().println("offered: version " + shown + ", present: " + present);
            return OFFERED;
        }
        upgrade.prepare(version, again);
        console.err().println("version " + shown + " is ready");
        TryVersion trial = new TryVersion(root, PATIENCE);
        Optional<String> left = trial.restart(AgentStatus.of(directory));
        if (left.isPresent()) {
            console.err().println(left.get());
            return 0;
        }
        console.err().println("the agent starts it now and tries it for up to a minute");
        trial.await(version);
        console.out().println("upgraded: version " + shown + " is linked");
        return 0;
    }
}
