package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** An ssh-agent of the user. */
final class AgentOfUser implements AutoCloseable {
    private final Path socket;
    private final Process process;

    AgentOfUser(Path socket) throws IOException {
        this.socket = socket;
        process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        Eventually.holds("the agent listens", Duration.ofSeconds(10), () -> Files.exists(socket));
    }

    String socket() {
        return socket.toString();
    }

    void add(Path key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("ssh-add", "-q", key.toString());
        builder.environment().put("SSH_AUTH_SOCK", socket());
        Process adding = builder.start();
        assertThat(adding.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(adding.exitValue()).isZero();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
