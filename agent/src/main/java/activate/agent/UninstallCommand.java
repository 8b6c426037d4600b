package activate.agent;

import activate.agent.service.InstallUnit;
import activate.agent.sshd.SetUpSshd;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** `activate-agent uninstall` */
@Command(
        name = "uninstall",
        description =
                "Takes back what install and --sshd wrote; the node's identity stays in its directory.",
        mixinStandardHelpOptions = true)
final class UninstallCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    UninstallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        StateDirectory directory = state.open();
        Path unit = InstallUnit.of(console.environment());
        try {
            if (InstallUnit.remove(unit)) {
                console.err().println("deleted " + unit);
            }
            SetUpSshd.here(console.environment(), directory)
                    .remove()
                    .forEach(file -> console.err().println("took ours out of " + file));
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, "not all could be taken back: " + e.getMessage(), "", e);
        }
        console.err()
                .println(
                        "stop the agent: systemctl --user stop activate-agent && systemctl --user daemon-reload");
        console.err()
                .println(
                        "let the platform forget the node: pw clusters remove-node CLUSTER NODE; then delete "
                                + directory.path());
        return 0;
    }
}
