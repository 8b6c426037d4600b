package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import activate.ingress.limit.Admission;
import activate.ingress.limit.ConnectionLimit;
import activate.testkit.time.Eventually;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many connections one client and all of them may hold. */
final class ConnectionLimitTest {

    private static final String HEALTH = "GET /healthzz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Test
    void connectionsOfOneAddressAboveTheLimitAreAnswered429AndFarAboveItClosed(@TempDir Path folder)
            throws Exception {
        Map<String, String> settings =
                Map.of("activate.ingress.limit.connections-per-address", "3");
        List<RawClient> clients = new ArrayList<>();
        try (EdgeFixture fixture = fixture(folder, settings)) {
            for (int i = 0; i < 3; i++) {
                clients.add(RawClient.secure(fixture.edge.httpsPort()));
            }
            awaitConnections(fixture, 3);
            try (RawClient fourth = RawClient.secure(fixture.edge.httpsPort())) {
                awaitConnections(fixture, 4);
                try (RawClient fifth = RawClient.plain(fixture.edge.httpsPort())) {
                    assertThat(fifth.isClosedWithin(5000)).isTrue();
                }

                RawClient.Answer refused = fourth.ask(HEALTH);

                RequestTest.assertProblem(refused, 429, "rate_limited");
                assertThat(refused.header("retry-after")).isEqualTo("5");
            }
            assertThat(clients.getFirst().ask(HEALTH).status()).isEqualTo(200);
            for (RawClient client : clients) {
                client.close();
            }
            Eventually.holds(
                    "all are released",
                    Duration.ofSeconds(10),
                    () -> fixture.edge.connections() == 0);
        }
    }

    @Test
    void aConnectionCountsBeforeItsHandshakeAndBeforeItsFirstSettings(@TempDir Path folder)
            throws Exception {
        Map<String, String> settings =
                Map.of(
                        "activate.ingress.limit.connections-per-address", "2",
                        "activate.ingress.limit.handshake-timeout", "2s",
                        "activate.ingress.limit.header-timeout", "2s");
        try (EdgeFixture fixture = fixture(folder, settings);
                Socket silent =
                        new Socket(InetAddress.getLoopbackAddress(), fixture.edge.httpsPort());
                Socket shaken = RawClient.secureSocket(fixture.edge.httpsPort(), "h2")) {
            // Given one that never begins TLS, and one that never begins HTTP/2
            awaitConnections(fixture, 2);

            // When others come from the same address
            try (RawClient third = RawClient.secure(fixture.edge.httpsPort())) {
                awaitConnections(fixture, 3);
                RequestTest.assertProblem(third.ask(HEALTH), 429, "rate_limited");
                try (Socket fourth =
                        new Socket(InetAddress.getLoopbackAddress(), fixture.edge.httpsPort())) {
                    fourth.setSoTimeout(5000);
                    assertThat(fourth.getInputStream().read()).isEqualTo(-1);
                }
            }

            // Then they have their places only until the deadline of what they owe
            Eventually.holds(
                    "both are closed",
                    Duration.ofSeconds(10),
                    () -> fixture.edge.connections() == 0);
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            shaken.setSoTimeout(5000);
            assertThat(shaken.getInputStream().readAllBytes().length).isLessThan(1000);
            try (RawClient next = RawClient.secure(fixture.edge.httpsPort())) {
                assertThat(next.ask(HEALTH).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void connectionsAboveTheTotalAreAnswered503(@TempDir Path folder) throws Exception {
        Map<String, String> settings = Map.of("activate.ingress.limit.connections", "1");
        try (EdgeFixture fixture = fixture(folder, settings);
                RawClient first = RawClient.secure(fixture.edge.httpsPort())) {
            awaitConnections(fixture, 1);
            try (RawClient second = RawClient.secure(fixture.edge.httpsPort())) {
                RequestTest.assertProblem(second.ask(HEALTH), 503, "overloaded");
            }
            assertThat(first.ask(HEALTH).status()).isEqualTo(200);
        }
    }

    @Test
    void oneHostHasAllOfAnIpv6Network() {
        String one = ConnectionLimit.keyOf(SocketAddress.inetSocketAddress(1, "2001:db8::1"));
        String same = ConnectionLimit.keyOf(SocketAddress.inetSocketAddress(2, "2001:db8::ffff:1"));
        String other = ConnectionLimit.keyOf(SocketAddress.inetSocketAddress(1, "2001:db8:0:1::1"));

        assertThat(one).isEqualTo(same).isNotEqualTo(other);
    }

    @Test
    void aPlaceThatIsGivenBackIsFreeAgain() {
        ConnectionLimit limit =
                new ConnectionLimit(
                        EdgeFixture.settings(
                                        Map.of(
                                                "activate.ingress.limit.connections-per-address",
                                                        "1",
                                                "activate.ingress.listener.cert-file", "c",
                                                "activate.ingress.listener.key-file", "k"))
                                .limits());

        assertThat(limit.admit("a")).isEqualTo(Admission.ADMITTED);
        assertThat(limit.admit("a")).isEqualTo(Admission.ADDRESS_FULL);
        assertThat(limit.admit("a")).isEqualTo(Admission.CLOSED);
        assertThat(limit.admit("b")).isEqualTo(Admission.ADMITTED);
        limit.release("a");
        limit.release("a");
        assertThat(limit.admit("a")).isEqualTo(Admission.ADMITTED);
        assertThat(limit.open()).isEqualTo(2);
    }

    private static void awaitConnections(EdgeFixture fixture, int count) {
        Eventually.holds(
                count + " connections are counted",
                Duration.ofSeconds(10),
                () -> fixture.edge.connections() == count);
    }

    private static EdgeFixture fixture(Path folder, Map<String, String> settings) throws Exception {
        return new EdgeFixture(
                folder, settings, r -> r.response().end("api"), r -> r.response().end("hub"));
    }
}
