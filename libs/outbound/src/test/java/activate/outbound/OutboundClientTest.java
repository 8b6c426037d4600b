package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboundClientTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Path directory;
    private TestCertificate certificate;
    private OutboundClient client;

    OutboundClientTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @BeforeEach
    void open() throws IOException {
        certificate = TestCertificate.make(directory, "platform");
        client = OutboundClient.open(Optional.of(certificate.pem()), Map.of());
    }

    @AfterEach
    void close() {
        client.close();
    }

    private static HttpRequest get(URI uri, Duration timeout) {
        return HttpRequest.newBuilder(uri).timeout(timeout).build();
    }

    private static void assertFails(ThrowingCallable call, Kind kind, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(kind);
                            assertThat(failure).hasMessageContaining(message);
                        });
    }

    @Test
    void answerOfAnyStatusIsReadAsUtf8() throws OutboundException {
        try (PlatformTwin platform =
                new PlatformTwin(
                        certificate,
                        request ->
                                request.response()
                                        .setStatusCode(418)
                                        .putHeader("Content-Type", "text/plain;charset=latin1")
                                        .end("tëa"))) {
            HttpResponse<String> answer = client.send(get(platform.uri("/x"), LONG));

            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.body()).isEqualTo("tëa");
            assertThat(answer.uri()).isEqualTo(platform.uri("/x"));
            assertThat(answer.request().uri()).isEqualTo(platform.uri("/x"));
            assertThat(answer.headers().firstValue("content-type")).isPresent();
            assertThat(answer.sslSession()).isPresent();
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        }
    }

    @Test
    void redirectIsAnAnswerAndNotFollowed() throws OutboundException {
        try (PlatformTwin platform =
                new PlatformTwin(
                        certificate,
                        request ->
                                request.response()
                                        .setStatusCode(302)
                                        .putHeader("Location", "https://elsewhere.example/")
                                        .end())) {
            assertThat(client.send(get(platform.uri("/"), LONG)).statusCode()).isEqualTo(302);
        }
    }

    @Test
    void fileIsFetchedWholeOrNotAtAll() throws IOException {
        Path target = directory.resolve("fetched");
        try (PlatformTwin platform =
                new PlatformTwin(
                        certificate,
                        request ->
                                request.response()
                                        .setStatusCode(request.path().equals("/x") ? 200 : 404)
                                        .end("0123456789"))) {
            assertThat(client.fetch(get(platform.uri("/none"), LONG), target, 10)).isEqualTo(404);
            assertThat(target).doesNotExist();
            assertThat(client.fetch(get(platform.uri("/x"), LONG), target, 10)).isEqualTo(200);
            assertThat(target).hasContent("0123456789");
            assertThatThrownBy(() -> client.fetch(get(platform.uri("/x"), LONG), target, 10))
                    .as("nothing is written over")
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(
                            () ->
                                    client.fetch(
                                            get(platform.uri("/x"), LONG),
                                            directory.resolve("longer"),
                                            9))
                    .isNotInstanceOf(OutboundException.class)
                    .hasMessageContaining("longer than 9 bytes");
        }
    }

    @Test
    void requestWithoutADeadlineIsAMistake() {
        HttpRequest endless = HttpRequest.newBuilder(URI.create("https://localhost:1/")).build();

        assertThatThrownBy(() -> client.send(endless)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void serverThatDoesNotAnswerIsATimeoutInTime() {
        try (PlatformTwin platform = new PlatformTwin(certificate, _ -> {})) {
            long start = System.nanoTime();

            assertFails(
                    () -> client.send(get(platform.uri("/"), Duration.ofMillis(300))),
                    Kind.TIMEOUT,
                    "did not answer in time");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
        }
    }

    @Test
    void bodyThatNeverEndsIsATimeoutToo() {
        try (PlatformTwin platform =
                new PlatformTwin(
                        certificate,
                        request -> request.response().setChunked(true).write("some"))) {
            assertFails(
                    () -> client.send(get(platform.uri("/"), Duration.ofMillis(500))),
                    Kind.TIMEOUT,
                    "did not answer in time");
        }
    }

    @Test
    void nothingThatListensIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        assertFails(
                () -> client.send(get(URI.create("https://localhost:" + port + "/"), LONG)),
                Kind.UNREACHABLE,
                "localhost:" + port + " refuses connections");
    }

    @Test
    void nameWithoutAnAddressIsUnreachable() {
        assertFails(
                () -> client.send(get(URI.create("https://no-such-host.invalid/"), LONG)),
                Kind.UNREACHABLE,
                "no address found for no-such-host.invalid");
    }

    @Test
    void serverWithoutTlsIsToldAsSuch() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try (var socket = plain.accept()) {
                                    var _ = socket.getInputStream().read();
                                    socket.getOutputStream()
                                            .write(
                                                    "HTTP/1.1 400 Bad\r\n\r\n"
                                                            .getBytes(StandardCharsets.US_ASCII));
                                    // Unread bytes at its end would cut the answer off.
                                    socket.shutdownOutput();
                                    socket.getInputStream()
                                            .transferTo(OutputStream.nullOutputStream());
                                } catch (IOException _) {
                                    // The client says what it saw.
                                }
                            });

            assertFails(
                    () ->
                            client.send(
                                    get(
                                            URI.create(
                                                    "https://localhost:"
                                                            + plain.getLocalPort()
                                                            + "/"),
                                            LONG)),
                    Kind.PROTOCOL,
                    "does not speak TLS");
        }
    }

    @Test
    void connectionThatBreaksBeforeTheAnswerIsUnreachable() {
        try (PlatformTwin platform =
                new PlatformTwin(certificate, request -> request.connection().close())) {
            assertFails(
                    () -> client.send(get(platform.uri("/"), LONG)),
                    Kind.UNREACHABLE,
                    "localhost:" + platform.port());
        }
    }
}
