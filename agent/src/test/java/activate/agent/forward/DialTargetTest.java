package activate.agent.forward;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.SshAddress;
import activate.messages.tunnel.DialCode;
import activate.testkit.resource.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialTargetTest {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private static DialTarget dialler(String host, int port) {
        return new DialTarget(new SshAddress(host, port), new Random(7));
    }

    private static ConnectResult.Connected connected(ConnectResult result) {
        assertThat(result).isInstanceOf(ConnectResult.Connected.class);
        return (ConnectResult.Connected) result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void sshIsTheNodesOwnServerOnTheLoopbackAddressOfEitherFamily(String address)
            throws IOException {
        try (ReluctantSshServer ssh = new ReluctantSshServer(InetAddress.ofLiteral(address), 0)) {
            var result = connected(dialler("", ssh.port()).dial("ssh", DEADLINE));

            try (var channel = result.channel()) {
                assertThat(channel.socket().getInetAddress().getHostAddress())
                        .isEqualTo(InetAddress.ofLiteral(address).getHostAddress());
                assertThat(StandardCharsets.US_ASCII.decode(result.greeting()).toString())
                        .isEqualTo(ReluctantSshServer.NAME);
            }
        }
    }

    @Test
    void sshIsAtTheGivenAddressAndNowhereElse() throws IOException {
        InetAddress own = InetAddress.ofLiteral("127.0.0.2");
        try (ReluctantSshServer ssh = new ReluctantSshServer(own, 0)) {
            try (var channel =
                    connected(dialler("127.0.0.2", ssh.port()).dial("ssh", DEADLINE)).channel()) {
                assertThat(channel.socket().getInetAddress()).isEqualTo(own);
            }

            assertThat(dialler("", ssh.port()).dial("ssh", DEADLINE))
                    .isEqualTo(
                            new ConnectResult.Failed(
                                    DialCode.REFUSED,
                                    "nothing listens on port "
                                            + ssh.port()
                                            + " of 127.0.0.1 or ::1"));
        }
    }

    @Test
    void anAddressIsDialledAsItIs() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (var channel =
                    connected(dialler("", 22).dial("127.0.0.1:" + other.getLocalPort(), DEADLINE))
                            .channel()) {
                assertThat(channel.socket().getPort()).isEqualTo(other.getLocalPort());
            }
        }
    }

    @Test
    void nothingThatListensIsRefused() throws IOException {
        int port = FreePort.find();

        assertThat(dialler("127.0.0.2", port).dial("ssh", DEADLINE))
                .isEqualTo(
                        new ConnectResult.Failed(
                                DialCode.REFUSED, "nothing listens on 127.0.0.2:" + port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Exceeded MaxStartups\r\n"})
    void serverThatClosesBeforeItNamesItselfIsDialledAgain(String lastWords) throws IOException {
        try (ReluctantSshServer ssh =
                new ReluctantSshServer(InetAddress.ofLiteral("127.0.0.1"), 5, lastWords)) {
            var result = connected(dialler("", ssh.port()).dial("ssh", DEADLINE));

            try (var channel = result.channel()) {
                assertThat(channel.isOpen()).isTrue();
                assertThat(StandardCharsets.US_ASCII.decode(result.greeting()).toString())
                        .isEqualTo(ReluctantSshServer.NAME);
            }
            assertThat(ssh.connections()).isEqualTo(6);
        }
    }

    @Test
    void serverThatAlwaysClosesIsRefusedInTimeWithItsWords() throws IOException {
        try (ReluctantSshServer ssh =
                new ReluctantSshServer(
                        InetAddress.ofLiteral("127.0.0.1"),
                        Integer.MAX_VALUE,
                        "Not allowed at this time\r\n")) {
            long start = System.nanoTime();

            ConnectResult result = dialler("", ssh.port()).dial("ssh", Duration.ofMillis(1500));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            ConnectResult.Failed.class,
                            failed -> {
                                assertThat(failed.code()).isEqualTo(DialCode.REFUSED);
                                assertThat(failed.message())
                                        .contains("connections before it named itself")
                                        .contains("Not allowed at this time")
                                        .contains("MaxStartups");
                            });
            assertThat(ssh.connections()).isBetween(3, 40);
        }
    }

    @Test
    void serverThatWaitsForTheClientGetsIt() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            var result = connected(dialler("", silent.getLocalPort()).dial("ssh", DEADLINE));

            try (var channel = result.channel()) {
                assertThat(channel.isConnected()).isTrue();
                assertThat(result.greeting().hasRemaining()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":22", "a b:22", "h:0", "h:65536", "h:1234567"})
    void anythingElseIsInvalid(String target) {
        assertThat(dialler("", 22).dial(target, DEADLINE))
                .isInstanceOfSatisfying(
                        ConnectResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(DialCode.INVALID));
    }

    @Test
    void nameWithoutAnAddressIsUnreachable() {
        assertThat(dialler("", 22).dial("no-such-host.invalid:22", DEADLINE))
                .isInstanceOfSatisfying(
                        ConnectResult.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(DialCode.UNREACHABLE));
    }
}
