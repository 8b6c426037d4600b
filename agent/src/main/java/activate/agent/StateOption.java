package activate.agent;

import activate.agent.state.AgentFailure;
import activate.agent.state.StateDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** `--state`, which every command takes. */
final class StateOption {
    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "directory of this node's key and identity")
    private Path directory = Path.of("");

    StateDirectory open() throws AgentFailure {
        return StateDirectory.open(directory);
    }
}
