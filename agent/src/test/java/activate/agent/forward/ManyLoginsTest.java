package activate.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.SshAddress;
import activate.agent.twin.RealSshd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many logins at once at an OpenSSH server that turns most of them away at first. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class ManyLoginsTest {
    /** The hub's usual deadline for a dial. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    @TempDir Path directory;

    @Test
    void fiftyLoginsAtOnceSucceedWithTheServersOwnLimit() throws Exception {
        try (RealSshd sshd = new RealSshd(directory, "127.0.0.1", "MaxStartups 10:30:100");
                Relay relay = new Relay(new SshAddress("", sshd.port()))) {
            List<Process> logins = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                logins.add(
                        new ProcessBuilder(sshd.ssh(relay.port(), "true"))
                                .redirectErrorStream(true)
                                .start());
            }

            List<String> failed = new ArrayList<>();
            for (Process login : logins) {
                String said =
                        new String(login.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!login.waitFor(60, TimeUnit.SECONDS) || login.exitValue() != 0) {
                    failed.add(said);
                }
            }

            assertThat(failed).isEmpty();
        }
    }

    /** Leads each connection to the server as an agent does. */
    private static final class Relay implements AutoCloseable {
        private final ServerSocket server =
                new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
        private final DialTarget dialler;

        Relay(SshAddress ssh) throws IOException {
            dialler = new DialTarget(ssh, new Random(7));
            Thread.ofVirtual().start(this::accept);
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept() {
            try {
                while (true) {
                    Socket client = server.accept();
                    Thread.ofVirtual().start(() -> serve(client));
                }
            } catch (IOException _) {
                // Closed.
            }
        }

        private void serve(Socket client) {
            try (client) {
                if (dialler.dial("ssh", DEADLINE)
                        instanceof ConnectResult.Connected(var channel, var greeting)) {
                    try (channel) {
                        Channels.newChannel(client.getOutputStream()).write(greeting);
                        Thread back =
                                Thread.ofVirtual().start(() -> copy(channel.socket(), client));
                        copy(client, channel.socket());
                        back.join();
                    }
                }
            } catch (IOException _) {
                // The login's end says so.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private static void copy(Socket from, Socket to) {
            try {
                from.setSoTimeout(0);
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException _) {
                // One side is gone; the other follows.
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
