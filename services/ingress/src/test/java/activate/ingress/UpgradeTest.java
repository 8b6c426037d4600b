package activate.ingress;

import static activate.ingress.EdgeFixture.get;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.testkit.time.Eventually;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sockets through the edge. */
final class UpgradeTest {

    private EdgeFixture fixture;
    private WebSocketClient sockets;
    private final LinkedBlockingQueue<ServerWebSocket> accepted = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<HttpServerRequest> seen = new LinkedBlockingQueue<>();

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        fixture =
                new EdgeFixture(
                        folder,
                        Map.of("activate.ingress.limit.socket-buffer-bytes", "16384"),
                        r -> r.response().end("api"),
                        this::hub);
        sockets =
                fixture.vertx.createWebSocketClient(
                        new WebSocketClientOptions()
                                .setSsl(true)
                                .setTrustAll(true)
                                .setVerifyHost(false)
                                .setDefaultHost("localhost")
                                .setDefaultPort(fixture.edge.httpsPort())
                                .setReceiveBufferSize(16384)
                                .setSendBufferSize(16384));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void bytesPassBothWaysAndTheSubprotocolIsKept() throws Exception {
        WebSocketConnectOptions options =
                options("/ws/ssh/tunnel?a=b")
                        .addSubProtocol("activate.yamux.v1")
                        .putHeader("authorization", "Basic abc")
                        .putHeader("x-forwarded-for", "6.6.6.6");

        WebSocket client = get(sockets.connect(options));
        ServerWebSocket server = requireNonNull(accepted.poll(5, TimeUnit.SECONDS));
        CompletableFuture<Buffer> echoed = new CompletableFuture<>();
        client.binaryMessageHandler(echoed::complete);
        server.binaryMessageHandler(server::writeBinaryMessage);
        Buffer sent = Buffer.buffer(new byte[60_000]);
        get(client.writeBinaryMessage(sent));

        assertThat(echoed.get(5, TimeUnit.SECONDS)).isEqualTo(sent);
        assertThat(client.subProtocol()).isEqualTo("activate.yamux.v1");
        HttpServerRequest asked = seen.remove();
        assertThat(asked.uri()).isEqualTo("/ws/ssh/tunnel?a=b");
        assertThat(asked.getHeader("authorization")).isEqualTo("Basic abc");
        assertThat(asked.headers().getAll("x-forwarded-for")).containsExactly("127.0.0.1");
    }

    @Test
    void aRefusedUpgradeArrivesWithItsStatusAndBody() {
        assertThatThrownBy(() -> get(sockets.connect(options("/ws/ssh/tunnel?refuse=1"))))
                .hasRootCauseInstanceOf(UpgradeRejectedException.class)
                .rootCause()
                .satisfies(
                        e -> {
                            UpgradeRejectedException rejected = (UpgradeRejectedException) e;
                            assertThat(rejected.getStatus()).isEqualTo(401);
                            assertThat(rejected.getBody().toString()).isEqualTo("no");
                        });
    }

    @Test
    void aCloseOfEitherSideReachesTheOther() throws Exception {
        WebSocket first = get(sockets.connect(options("/ws/ssh/tunnel")));
        CompletableFuture<Void> serverSawClose = new CompletableFuture<>();
        requireNonNull(accepted.poll(5, TimeUnit.SECONDS)).closeHandler(serverSawClose::complete);
        WebSocket second = get(sockets.connect(options("/ws/ssh/tunnel")));
        CompletableFuture<Void> clientSawClose = new CompletableFuture<>();
        second.closeHandler(clientSawClose::complete);

        first.close();
        requireNonNull(accepted.poll(5, TimeUnit.SECONDS)).close((short) 4403);

        serverSawClose.get(5, TimeUnit.SECONDS);
        clientSawClose.get(5, TimeUnit.SECONDS);
        assertThat(second.closeStatusCode()).isEqualTo((short) 4403);
        Eventually.holds(
                "all connections are released",
                Duration.ofSeconds(10),
                () -> fixture.edge.connections() == 0);
    }

    @Test
    void aReaderThatStopsHoldsOneMebibyteAtMost() throws Exception {
        WebSocket client = get(sockets.connect(options("/ws/ssh/tunnel")));
        ServerWebSocket server = requireNonNull(accepted.poll(5, TimeUnit.SECONDS));
        client.pause();
        AtomicLong taken = new AtomicLong();
        flood(server, taken);

        Eventually.holds("the sender is stopped", Duration.ofSeconds(15), () -> isSteady(taken));

        assertThat(taken.get()).isBetween(64L * 1024, 1024L * 1024);
        AtomicLong received = new AtomicLong();
        client.handler(b -> received.addAndGet(b.length()));
        client.resume();
        Eventually.holds(
                "the rest arrives", Duration.ofSeconds(15), () -> received.get() > 8 * 1024 * 1024);
    }

    private void flood(ServerWebSocket to, AtomicLong taken) {
        Buffer piece = Buffer.buffer(new byte[16 * 1024]);
        to.writeBinaryMessage(piece)
                .onSuccess(
                        _ -> {
                            taken.addAndGet(piece.length());
                            flood(to, taken);
                        });
    }

    private final List<Long> samples = new java.util.ArrayList<>();

    private boolean isSteady(AtomicLong counter) {
        samples.add(counter.get());
        int n = samples.size();
        return n > 40 && samples.get(n - 40).longValue() == counter.get();
    }

    private void hub(HttpServerRequest request) {
        seen.add(request);
        if (request.uri().contains("refuse")) {
            request.response().setStatusCode(401).end("no");
            return;
        }
        Future<ServerWebSocket> socket = request.toWebSocket();
        socket.onSuccess(accepted::add);
    }

    private static WebSocketConnectOptions options(String uri) {
        return new WebSocketConnectOptions().setURI(uri);
    }
}
