package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.RawServer;
import activate.testkit.network.RawServer.Then;
import activate.testkit.network.TestCertificate;
import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** `two.test` is at 127.0.0.2 and at 127.0.0.1, where the platform listens. */
class ReachAddressTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final InetAddress FIRST = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress SECOND = InetAddress.ofLiteral("127.0.0.1");

    private final Path directory;
    private TestCertificate certificate;
    private PlatformTwin platform;

    ReachAddressTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws IOException {
        certificate = TestCertificate.make(directory, "two.test", "-ext", "san=dns:two.test");
        platform =
                new PlatformTwin(
                        certificate,
                        request -> {
                            if (request.path().equals("/socket")) {
                                var _ = request.toWebSocket();
                            } else {
                                request.response().end("there");
                            }
                        });
    }

    @AfterEach
    void stop() {
        PreferredAddresses.prefer("two.test", null);
        platform.close();
    }

    private String ask(OutboundClient client, String method) throws OutboundException {
        return client.send(
                        HttpRequest.newBuilder(
                                        URI.create("https://two.test:" + platform.port() + "/"))
                                .timeout(LONG)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build())
                .body();
    }

    private static List<InetAddress> both(String name) {
        assertThat(name).isEqualTo("two.test");
        return List.of(FIRST, SECOND);
    }

    private OutboundClient client() throws IOException {
        return OutboundClient.open(
                Optional.of(certificate.pem()), Map.of(), ReachAddressTest::both);
    }

    @Test
    void nameWhoseFirstAddressRefusesIsReachedAtItsSecond() throws IOException {
        try (OutboundClient client = client()) {
            assertThat(ask(client, "POST")).isEqualTo("there");
            ByteSocket socket =
                    client.socket(
                            URI.create("wss://two.test:" + platform.port() + "/socket"),
                            Map.of(),
                            PlatformTwin.SUBPROTOCOL,
                            LONG);
            socket.start(new RecordedSocket());
            assertThat(socket.isOpen()).isTrue();
        }
    }

    @Test
    void nameWhoseFirstAddressTakesNoConnectionIsReachedSoon() throws IOException {
        try (FullServer _ = new FullServer(FIRST, platform.port());
                OutboundClient client = client()) {
            long start = System.nanoTime();

            assertThat(ask(client, "POST")).isEqualTo("there");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void addressThatHangsUpIsFollowedByTheNextInTheSameCall() throws IOException {
        try (RawServer broken = new RawServer(FIRST, platform.port(), "", Then.HANGS_UP);
                OutboundClient client = client()) {
            assertThat(ask(client, "POST")).isEqualTo("there");
            assertThat(ask(client, "GET")).isEqualTo("there");

            assertThat(broken.connections()).as("it is not tried again").isLessThanOrEqualTo(2);
        }
    }

    @Test
    void proxyWithSeveralAddressesIsReachedToo() throws IOException {
        try (RawServer proxy = new RawServer("HTTP/1.1 403 No\r\n\r\n", Then.CLOSES);
                OutboundClient client =
                        OutboundClient.open(
                                Optional.of(certificate.pem()),
                                Map.of("HTTPS_PROXY", "two.test:" + proxy.port()),
                                ReachAddressTest::both)) {
            assertThatThrownBy(() -> ask(client, "POST")).hasMessageContaining("403");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void nameWithoutAnAnsweringAddressIsToldWithAllOfThem() throws IOException {
        int port = FreePort.find();

        assertThatThrownBy(
                        () ->
                                new ReachAddress(ReachAddressTest::both)
                                        .reach(new ReachAddress.Place("two.test", port), LONG))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE))
                .hasMessage("two.test:" + port + " refuses connections at each of its 2 addresses");
    }

    @Test
    void nameServiceThatDoesNotAnswerIsATimeout() {
        ReachAddress reach =
                new ReachAddress(
                        _ -> {
                            java.util.concurrent.locks.LockSupport.park();
                            return List.of();
                        });

        assertThatThrownBy(
                        () ->
                                reach.reach(
                                        new ReachAddress.Place("slow.test", 443),
                                        Duration.ofMillis(50)))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT))
                .hasMessageContaining("name service");
    }

    @Test
    void failedAddressesComeLastTheNextTime() throws IOException {
        try (RawServer first = new RawServer(FIRST, 0, "", Then.STAYS);
                RawServer second = new RawServer(SECOND, first.port(), "", Then.STAYS)) {
            ReachAddress reach = new ReachAddress(_ -> List.of(FIRST, SECOND));
            var place = new ReachAddress.Place("turns.test", first.port());

            for (int i = 0; i < 4; i++) {
                reach.reach(place, LONG);
                reach.failed("turns.test");
            }

            Eventually.passes(
                    "both had their turns",
                    LONG,
                    () -> {
                        assertThat(first.connections()).isEqualTo(2);
                        assertThat(second.connections()).isEqualTo(2);
                    });
        }
    }

    /** A server whose queue of connections is full, so that more of them get no answer. */
    private static final class FullServer implements AutoCloseable {
        private final ServerSocket server;
        private final List<Socket> queued = new ArrayList<>();

        FullServer(InetAddress address, int port) throws IOException {
            server = new ServerSocket(port, 1, address);
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                queued.add(socket);
                try {
                    socket.connect(server.getLocalSocketAddress(), 200);
                } catch (java.net.SocketTimeoutException _) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : queued) {
                socket.close();
            }
            server.close();
        }
    }
}
