package activate.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Runs typical command lines when the program is built, so that the JVM's start-up cache holds what
 * they need. Reaches no network.
 */
final class TrainStart {
    private TrainStart() {}

    public static void main(String[] ignored) throws IOException {
        Path state = Files.createTempDirectory("agent-train");
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        byte[] token = "pwrt_none".getBytes(StandardCharsets.US_ASCII);
        Console console = new Console(Map.of(), new ByteArrayInputStream(token), nowhere, nowhere);
        // Nothing listens on port 1 of this machine: everything up to the connection is recorded.
        AgentCommand.run(
                console, "enrol", "--server", "https://localhost:1", "--state", state.toString());
        AgentCommand.run(console, "doctor", "--state", state.toString());
        for (String file : List.of("node.key", "lock")) {
            Files.deleteIfExists(state.resolve(file));
        }
        Files.delete(state);
    }
}
