package activate.cli.train;

import activate.cli.Pw;
import activate.cli.machine.LocalMachine;
import activate.cli.machine.Output;

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
            Path ssh = home.resolve(".config/pw/ssh");
            Files.createDirectories(ssh);
            Files.writeString(ssh.resolve("id_ed25519"), "none");
            Files.writeString(ssh.resolve("id_ed25519.pub"), TrainPlatform.KEY + " pw on train\n");
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
                    "ssh alpha",
                    "ssh --proxy-command --doctor=none alpha",
                    "auth whoami",
                    "clusters frobnicate"
                }) {
            LocalMachine machine =
                    new LocalMachine(
                            environment,
                            home,
                            new ByteArrayInputStream(
                                    "SSH-2.0-train\r\n".getBytes(StandardCharsets.US_ASCII)),
                            new Output(OutputStream.nullOutputStream()),
                            nowhere,
                            false);
            Pw.run(machine, line.split(" ", -1));
        }
    }
}
