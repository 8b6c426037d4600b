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

    /** The directory, made where it is missing. */
    StateDirectory make() throws AgentFailure {
        return StateDirectory.open(directory);
    }

    /** The directory, which should be there: a mistyped one is not made. */
    StateDirectory open() {
        return StateDirectory.at(directory);
    }
}
