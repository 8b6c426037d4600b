package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.TestCertificate;
import activate.testkit.time.Eventually;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSocketTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Path directory;
    private TestCertificate certificate;
    private OutboundClient client;
    private @Nullable PlatformTwin platform;
    private final RecordedSocket received = new RecordedSocket();

    ByteSocketTest(@TempDir Path directory) {
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
        if (platform != null) {
            platform.close();
        }
    }

    private PlatformTwin serve(Handler<HttpServerRequest> handler) {
        PlatformTwin started = new PlatformTwin(certificate, handler);
        platform = started;
        return started;
    }

    /** A socket to a server that does this with its end. */
    private ByteSocket connect(Handler<ServerWebSocket> end) throws OutboundException {
        return socket(serve(request -> request.toWebSocket().onSuccess(end)));
    }

    private ByteSocket socket(PlatformTwin to) throws OutboundException {
        return client.socket(
                to.socket(), Map.of("Authorization", "Basic eA=="), PlatformTwin.SUBPROTOCOL, LONG);
    }

    @Test
    void textAndBytesGoBothWaysInTheirOrder() throws Exception {
        ByteSocket socket =
                connect(
                        end ->
                                end.frameHandler(
                                        frame -> {
                                            if (frame.isText() || frame.isBinary()) {
                                                var _ = end.writeFrame(frame);
                                            }
                                        }));
        socket.start(received);

        socket.send("hello", LONG);
        socket.send(ByteBuffer.wrap("bytes".getBytes(StandardCharsets.US_ASCII)), LONG);

        assertThat(received.next()).isEqualTo("text hello");
        assertThat(received.next()).isEqualTo("bytes bytes");
        assertThat(socket.isOpen()).isTrue();
    }

    @Test
    void textInSeveralFramesIsOneMessage() throws Exception {
        ByteSocket socket =
                connect(
                        end -> {
                            var _ = end.writeFrame(WebSocketFrame.textFrame("one ", false));
                            var _ =
                                    end.writeFrame(
                                            WebSocketFrame.continuationFrame(
                                                    Buffer.buffer("message"), true));
                        });

        socket.start(received);

        assertThat(received.next()).isEqualTo("text one message");
    }

    @Test
    void textBeyondItsBoundEndsTheSocket() throws Exception {
        ByteSocket socket = connect(end -> end.writeTextMessage("x".repeat(70_000)));

        socket.start(received);

        assertThat(received.next()).isEqualTo("closed 1009 text message too long");
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void nothingIsReceivedBeforeTheStart() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        ByteSocket socket =
                connect(end -> end.writeTextMessage("early").onComplete(_ -> sent.countDown()));
        assertThat(sent.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(received.isEmpty()).isTrue();

        socket.start(received);

        assertThat(received.next()).isEqualTo("text early");
    }

    @Test
    void closeOfTheOtherSideIsToldWithItsCode() throws Exception {
        ByteSocket socket = connect(end -> end.close((short) 4409, "superseded"));

        socket.start(received);

        assertThat(received.next()).isEqualTo("closed 4409 superseded");
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void frameThatIsForbiddenBreaksTheConnection() throws Exception {
        ByteSocket socket =
                connect(
                        end -> {
                            // It goes on with a message that never began.
                            var _ =
                                    end.writeFrame(
                                            WebSocketFrame.continuationFrame(
                                                    Buffer.buffer("x"), true));
                        });

        socket.start(received);

        assertThat(received.next()).startsWith("closed " + ByteSocket.BROKEN);
        assertThat(socket.isOpen()).isFalse();
    }

    @Test
    void receiverThatFailsEndsTheSocketWithItsReason() throws Exception {
        CompletableFuture<String> told = new CompletableFuture<>();
        ByteSocket socket = connect(end -> end.writeTextMessage("x"));

        socket.start(
                new ByteSocket.Receiver() {
                    @Override
                    public void text(String message) throws IOException {
                        throw new IOException("not understood: " + message);
                    }

                    @Override
                    public void bytes(ByteBuffer part) {}

                    @Override
                    public void closed(int code, String reason) {
                        told.complete(code + " " + reason);
                    }
                });

        assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("1006 not understood: x");
    }

    @Test
    void refusedUpgradeCarriesStatusAndKind() {
        PlatformTwin refusing =
                serve(
                        request ->
                                request.response()
                                        .setStatusCode(
                                                "Basic eA=="
                                                                .equals(
                                                                        request.getHeader(
                                                                                "Authorization"))
                                                        ? 403
                                                        : 401)
                                        .end("{\"code\":\"forbidden\"}"));

        assertThatThrownBy(() -> socket(refusing))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> {
                            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
                            assertThat(failure.status()).isEqualTo(403);
                        });
    }

    @Test
    void serverOfAnotherSubprotocolIsNoPlatform() {
        PlatformTwin other = serve(HttpServerRequest::toWebSocket);

        assertThatThrownBy(() -> client.socket(other.socket(), Map.of(), "another.v1", LONG))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> assertThat(failure.kind()).isIn(Kind.PROTOCOL, Kind.REFUSED));
    }

    @Test
    void upgradeWithoutAnAnswerIsATimeout() {
        PlatformTwin silent = serve(_ -> {});

        assertThatThrownBy(
                        () ->
                                client.socket(
                                        silent.socket(),
                                        Map.of(),
                                        PlatformTwin.SUBPROTOCOL,
                                        Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
    }

    @Test
    void sendToAPeerThatReadsNothingEndsInTime() throws Exception {
        ByteSocket socket = connect(ServerWebSocket::pause);
        socket.start(received);
        ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);

        assertThatThrownBy(
                        () -> {
                            for (int i = 0; i < 64; i++) {
                                socket.send(megabyte.duplicate(), Duration.ofMillis(500));
                            }
                        })
                .isInstanceOfSatisfying(
                        OutboundException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT));
        assertThat(received.next()).isEqualTo("closed 1006 aborted");
    }

    @Test
    void answerToAPingEndsTheSilence() throws Exception {
        ByteSocket socket = connect(_ -> {});
        socket.start(received);
        Eventually.holds("silence", LONG, () -> socket.silence().toMillis() > 100);

        socket.ping();

        Eventually.holds("a pong", LONG, () -> socket.silence().toMillis() < 100);
    }

    @Test
    void goodByeIsSaidAndAnAbortedSocketIsToldOnce() throws Exception {
        CompletableFuture<Short> code = new CompletableFuture<>();
        ByteSocket socket =
                connect(end -> end.closeHandler(_ -> code.complete(end.closeStatusCode())));
        socket.start(received);

        socket.close(1000, "", LONG);
        socket.abort("first");
        socket.abort("second");

        assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1000);
        assertThat(received.next()).startsWith("closed ");
        assertThat(received.isEmpty()).isTrue();
    }
}
