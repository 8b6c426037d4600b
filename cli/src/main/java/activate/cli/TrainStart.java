package activate.cli;

import activate.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs typical command lines when the program is built, so that the JVM's start-up cache holds what
 * they need. Reaches no network.
 */
final class TrainStart {
    private TrainStart() {}

    public static void main(String[] ignored) throws Exception {
        Path home = Files.createTempDirectory("pw-train");
        Map<String, String> environment = new HashMap<>();
        // Nothing listens on port 1 of this machine: everything up to the connection is recorded.
        environment.put("PW_API_KEY", "pwt_" + "bG9jYWxob3N0OjE" + ".none");
        Terminal terminal =
                new Terminal(
                        environment,
                        home,
                        InputStream.nullInputStream(),
                        OutputStream.nullOutputStream(),
                        new PrintStream(OutputStream.nullOutputStream()),
                        new PrintStream(OutputStream.nullOutputStream()),
                        false);
        for (String line :
                new String[] {
                    "--help",
                    "clusters ls",
                    "clusters nodes alpha -o json",
                    "ssh alpha",
                    "ssh --proxy-command --via platform alpha",
                    "auth whoami"
                }) {
            Pw.run(terminal, line.split(" ", -1));
        }
        Files.delete(home);
    }
}
