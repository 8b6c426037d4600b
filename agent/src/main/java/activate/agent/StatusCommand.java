package activate.agent;

import activate.agent.service.AgentStatus;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import activate.agent.state.StateDirectory;
import activate.agent.upgrade.InstallRoot;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** `activate-agent status` */
@Command(
        name = "status",
        description =
                "Shows whether this node is enrolled, running and connected; exit code 0 when it is connected.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin private final StateOption state = new StateOption();

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json")
    private String output = "table";

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws AgentFailure {
        StateDirectory directory = state.open();
        EnrolledNode identity = directory.enrolled();
        try {
            AgentStatus status = AgentStatus.of(directory);
            if (output.equals("json")) {
                json(identity, status);
            } else {
                table(identity, status);
            }
            return status.connected() ? 0 : 1;
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, "the state cannot be read: " + e.getMessage(), "", e);
        }
    }

    private void table(EnrolledNode identity, AgentStatus status) throws IOException {
        console.out().println("node       " + identity.hostname());
        console.out()
                .println(
                        "cluster    "
                                + identity.clusterName()
                                + " ("
                                + identity.organization()
                                + ")");
        console.out().println("server     " + identity.server());
        console.out()
                .println(
                        "agent      "
                                + (status.running()
                                        ? "running, pid " + status.pid()
                                        : "not running"));
        version().ifPresent(text -> console.out().println("version    " + text));
        upgrade().ifPresent(text -> console.out().println("upgrade    " + text));
        console.out()
                .println(
                        "link       "
                                + (status.connected() ? "connected: " : "down: ")
                                + status.detail()
                                + (status.since().isEmpty() ? "" : " since " + status.since()));
    }

    private Optional<InstallRoot> root() {
        return InstallRoot.of(console.environment());
    }

    private Optional<String> version() throws IOException {
        Optional<InstallRoot> root = root();
        return root.isEmpty() ? Optional.empty() : root.get().current().map(InstallRoot::shown);
    }

    /** What became of the last upgrade, where the present version is not what came of it. */
    private Optional<String> upgrade() throws IOException {
        InstallRoot root = root().orElse(null);
        if (root == null) {
            return Optional.empty();
        }
        Optional<String> next = root.next();
        if (next.isPresent()) {
            return Optional.of(
                    "version " + InstallRoot.shown(next.get()) + " is tried at the next start");
        }
        Optional<String> trying = root.trying();
        if (trying.isPresent()) {
            return Optional.of(
                    "version "
                            + InstallRoot.shown(trying.get())
                            + " is being tried, or its trial was cut short: then repeat the upgrade");
        }
        return root.refused()
                .map(
                        refused ->
                                "version "
                                        + InstallRoot.shown(refused.version())
                                        + " was given up: "
                                        + refused.reason());
    }

    private void json(EnrolledNode identity, AgentStatus status) throws IOException {
        console.out()
                .println(
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("hostname", identity.hostname())
                                .put("nodeId", identity.nodeId())
                                .put("cluster", identity.clusterName())
                                .put("organization", identity.organization())
                                .put("server", identity.server().toString())
                                .put("running", status.running())
                                .put("connected", status.connected())
                                .put("detail", status.detail())
                                .put("since", status.since())
                                .put("pid", status.pid())
                                .put("version", version().orElse(""))
                                .put("upgrade", upgrade().orElse(""))
                                .toPrettyString());
    }
}
