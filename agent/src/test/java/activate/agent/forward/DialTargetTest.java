package activate.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import activate.messages.tunnel.DialCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialTargetTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    @Test
    void sshIsTheNodesOwnServerAndAnAddressAnother() throws IOException {
        try (ServerSocket own = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DialTarget dialler = new DialTarget(own.getLocalPort());

            assertConnected(dialler.dial("ssh", DEADLINE), own.getLocalPort());
            assertConnected(
                    dialler.dial("127.0.0.1:" + other.getLocalPort(), DEADLINE),
                    other.getLocalPort());
        }
    }

    private static void assertConnected(ConnectResult result, int port) throws IOException {
        assertThat(result).isInstanceOf(ConnectResult.Connected.class);
        try (var channel = ((ConnectResult.Connected) result).channel()) {
            assertThat(channel.socket().getPort()).isEqualTo(port);
        }
    }

    @Test
    void nothingThatListensIsRefused() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThat(new DialTarget(port).dial("ssh", DEADLINE))
                .isEqualTo(
                        new ConnectResult.Failed(
                                DialCode.REFUSED, "nothing listens on port " + port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":22", "a b:22", "h:0", "h:65536", "h:1234567"})
    void anythingElseIsInvalid(String target) {
        assertThat(new DialTarget(22).dial(target, DEADLINE))
                .isInstanceOfSatisfying(
                        ConnectResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(DialCode.INVALID));
    }

    @Test
    void nameWithoutAnAddressIsUnreachable() {
        assertThat(new DialTarget(22).dial("no-such-host.invalid:22", DEADLINE))
                .isInstanceOfSatisfying(
                        ConnectResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(DialCode.UNREACHABLE));
    }
}
