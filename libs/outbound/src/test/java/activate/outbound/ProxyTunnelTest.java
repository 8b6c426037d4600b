package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.ProxyTwin;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxyTunnelTest {
    private final Path directory;
    private TestCertificate certificate;
    private PlatformTwin platform;
    private ProxyTwin proxy;
    private final Queue<String> headers = new ConcurrentLinkedQueue<>();

    ProxyTunnelTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void start() throws IOException {
        certificate = TestCertificate.make(directory, "platform");
        platform =
                new PlatformTwin(
                        certificate,
                        request -> {
                            request.headers().forEach(header -> headers.add(header.getKey()));
                            request.response().end("there");
                        });
        proxy = new ProxyTwin("me:secret");
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        platform.close();
    }

    private String ask(Map<String, String> environment) throws IOException {
        try (OutboundClient client =
                OutboundClient.open(Optional.of(certificate.pem()), environment)) {
            return client.send(
                            HttpRequest.newBuilder(platform.uri("/"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build())
                    .body();
        }
    }

    private String address(String login) {
        return "http://" + login + "@127.0.0.1:" + proxy.port();
    }

    @Test
    void requestGoesThroughTheProxyAndItsPasswordGoesNoFurther() throws IOException {
        assertThat(ask(Map.of("HTTPS_PROXY", address("me:secret")))).isEqualTo("there");

        assertThat(proxy.tunnels()).isEqualTo(1);
        assertThat(headers).noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("auth"));
    }

    @Test
    void socketGoesThroughTheProxyToo() throws IOException {
        platform.close();
        platform =
                new PlatformTwin(
                        certificate,
                        request -> request.toWebSocket().onSuccess(socket -> socket.close()));
        try (OutboundClient client =
                OutboundClient.open(
                        Optional.of(certificate.pem()),
                        Map.of("https_proxy", address("me:secret")))) {
            ByteSocket socket =
                    client.socket(
                            platform.socket(),
                            Map.of(),
                            PlatformTwin.SUBPROTOCOL,
                            Duration.ofSeconds(10));
            socket.start(new RecordedSocket());
        }
        assertThat(proxy.tunnels()).isEqualTo(1);
    }

    @Test
    void hostThatIsExceptedIsDialledDirectly() throws IOException {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", address("me:secret"), "NO_PROXY", "localhost");

        assertThat(ask(environment)).isEqualTo("there");
        assertThat(proxy.tunnels()).isZero();
    }

    @Test
    void wrongPasswordIsToldWithoutShowingIt() {
        assertThatThrownBy(() -> ask(Map.of("HTTPS_PROXY", address("me:hunter2"))))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(Kind.PROXY);
                            assertThat(failure.hint()).contains("HTTPS_PROXY");
                        })
                .hasMessageNotContaining("hunter2");
        assertThat(proxy.tunnels()).isZero();
    }

    @Test
    void proxyThatIsNotThereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertThatThrownBy(() -> ask(Map.of("HTTPS_PROXY", "127.0.0.1:" + port)))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
    }
}
