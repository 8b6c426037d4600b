package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.resource.KillProcess;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stock yamux client that pipes streams to the SSH server is a whole agent. */
final class StockAgentTest {
    private static final Duration BUILD = Duration.ofMinutes(4);

    /** Builds the agent of {@code libs/tunnel/src/test/go}; skips where there is no Go. */
    private static Path build(Rig rig) throws IOException {
        Path go =
                List.of("/usr/local/go/bin/go", "/usr/bin/go", "/usr/local/bin/go").stream()
                        .map(Path::of)
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElse(Path.of("none"));
        assumeTrue(Files.isExecutable(go), "go is not installed");
        Path binary = rig.folder.resolve("stock-agent");
        new Shell(
                        List.of(go.toString()),
                        Map.of("CGO_ENABLED", "0"),
                        rig.checkout.resolve("libs/tunnel/src/test/go/peer"))
                .run(BUILD, "build", "-o", binary.toString(), "./agent")
                .ok();
        Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
        return binary;
    }

    private static Process start(Rig rig, String token) throws IOException {
        Process agent =
                rig.closed
                        .alice()
                        .start(
                                build(rig).toString(),
                                "https://activate.test",
                                rig.folder.resolve("ca.pem").toString(),
                                rig.closed.fact("SSH_HOST_KEY"));
        try (var in = agent.outputWriter(StandardCharsets.UTF_8)) {
            in.write(token);
        }
        return agent;
    }

    @Test
    void sshAndCopiesGoThroughIt() throws IOException {
        // Given
        Rig rig = Rig.get();
        rig.pw(rig.closed, "clusters", "create", "stock", "--type", "existing").ok();
        Process agent =
                start(rig, rig.pw(rig.closed, "clusters", "node-token", "stock").ok().out());
        try {
            Eventually.holds("stock is on", Rig.SHORT, () -> rig.status("stock").equals("on"));

            // When
            byte[] sent = new byte[20 << 20];
            new Random(1).nextBytes(sent);
            Shell.Result counted = rig.ssh("stock", sent, "wc -c; exit 3");
            String many = "head -c 20000000 /dev/zero | tr '\\0' x";
            String given = rig.ssh("stock", new byte[0], many).ok().out();

            // Then
            assertThat(counted.out().strip()).isEqualTo(Integer.toString(sent.length));
            assertThat(counted.code()).isEqualTo(3);
            assertThat(given).isEqualTo("x".repeat(20_000_000));
        } finally {
            KillProcess.withDescendants(agent);
        }
        Eventually.holds("stock is off", Rig.SHORT, () -> rig.status("stock").equals("off"));
    }
}
