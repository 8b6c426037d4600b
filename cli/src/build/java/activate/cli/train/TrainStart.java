package activate.cli.train;

import activate.cli.Pw;
import activate.cli.machine.LocalMachine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;

/**
 * Runs the command lines. Its two arguments: the key store of the small platform and its
 * certificate.
 */
final class TrainStart {
    private static final int ROUNDS = 8;

    private TrainStart() {}

    public static void main(String[] files) throws IOException {
        Path home = Files.createTempDirectory("pw-train");
        try (TrainPlatform platform = new TrainPlatform(Path.of(files[0]))) {
            byte[] host = ("localhost:" + platform.port()).getBytes(StandardCharsets.US_ASCII);
            Map<String, String> environment =
                    Map.of(
                            "PW_API_KEY",
                            "pwt_"
                                    + Base64.getUrlEncoder().withoutPadding().encodeToString(host)
                                    + ".none",
                            "PW_CA_FILE",
                            files[1],
                            "PW_SELF",
                            "/usr/bin/pw");
            Files.createDirectories(home.resolve(".config/pw/ssh"));
            Files.writeString(
                    home.resolve(".config/pw/ssh/registered"),
                    "localhost:" + platform.port() + " PW_API_KEY\n");
            for (int round = 0; round < ROUNDS; round++) {
                run(home, environment);
            }
        }
    }

    private static void run(Path home, Map<String, String> environment) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        for (String line :
                new String[] {
                    "clusters ls",
                    "clusters nodes alpha -o json",
                    "ssh alpha true",
                    "ssh --proxy-command alpha",
                    "auth whoami",
                    "clusters frobnicate"
                }) {
            LocalMachine machine =
                    new LocalMachine(
                            environment,
                            home,
                            new ByteArrayInputStream(
                                    "SSH-2.0-train\r\n".getBytes(StandardCharsets.US_ASCII)),
                            OutputStream.nullOutputStream(),
                            nowhere,
                            nowhere,
                            false);
            Pw.run(machine, line.split(" ", -1));
        }
    }
}
