package activate.tunnel.conformance;

import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.TunnelStream;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.Windows;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The smallest driver of the core on Vert.x: one peer, everything on its event loop.
final class SmallHub implements TunnelListener, AutoCloseable {
    private static final int COMMITTED = 64 * 1024;
    private static final long DEADLINE_SECONDS = 30;

    /// What a test does with one stream.
    private static final class Exchange {
        final CompletableFuture<byte[]> answer = new CompletableFuture<>();
        final ByteArrayOutputStream received = new ByteArrayOutputStream();
        ByteBuffer toSend = ByteBuffer.allocate(0);
        int resetAfter = Integer.MAX_VALUE;
    }

    final MemoryBudget budget = new MemoryBudget(64 << 20);
    final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<SmallHub> connected = new CompletableFuture<>();
    private final HttpServer server;
    private @Nullable TunnelSession session;
    private @Nullable ServerWebSocket socket;
    private @Nullable Context context;

    SmallHub() throws Exception {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setPort(0)
                        .setMaxWebSocketFrameSize(8 << 20)
                        .setMaxWebSocketMessageSize(16 << 20);
        server =
                vertx.createHttpServer(options)
                        .webSocketHandler(this::accept)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    String url() {
        return "ws://127.0.0.1:" + server.actualPort() + "/";
    }

    void awaitPeer() throws Exception {
        connected.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /// Opens a stream, sends all, finishes, and completes with what came back before FIN.
    CompletableFuture<byte[]> exchange(byte[] toSend) {
        return exchange(toSend, Integer.MAX_VALUE);
    }

    /// As `exchange`, but resets the stream when so many bytes have come back.
    CompletableFuture<byte[]> exchange(byte[] toSend, int resetAfter) {
        Exchange exchange = new Exchange();
        exchange.toSend = ByteBuffer.wrap(toSend);
        exchange.resetAfter = resetAfter;
        onLoop(
                s -> {
                    if (s.open(StreamClass.INTERACTIVE)
                            instanceof OpenResult.Opened(TunnelStream stream)) {
                        stream.attach(exchange);
                        onWritable(stream);
                    } else {
                        exchange.answer.completeExceptionally(new AssertionError("refused"));
                    }
                });
        return exchange.answer.orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    void drain() {
        onLoop(TunnelSession::drain);
    }

    private void accept(ServerWebSocket accepted) {
        Windows windows = new Windows(256 * 1024, 4 << 20, 32 << 20, 256 * 1024, 16 * 1024);
        TunnelSession opened =
                TunnelSession.server(
                        TunnelConfig.PLAIN.withWindows(windows), budget, this, System.nanoTime());
        session = opened;
        socket = accepted;
        context = vertx.getOrCreateContext();
        accepted.setWriteQueueMaxSize(COMMITTED);
        accepted.frameHandler(
                frame -> {
                    if (frame.isBinary() || frame.isContinuation()) {
                        opened.receive(
                                ByteBuffer.wrap(frame.binaryData().getBytes()), System.nanoTime());
                        flush();
                    }
                });
        accepted.drainHandler(_ -> flush());
        accepted.closeHandler(_ -> opened.carrierClosed(System.nanoTime()));
        vertx.setPeriodic(
                200,
                _ -> {
                    opened.tick(System.nanoTime());
                    flush();
                });
        connected.complete(this);
        flush();
    }

    private void flush() {
        TunnelSession from = session;
        ServerWebSocket to = socket;
        if (from == null || to == null || to.isClosed()) {
            return;
        }
        while (!to.writeQueueFull()) {
            ByteBuffer bytes = from.poll(32 * 1024, System.nanoTime());
            if (bytes == null) {
                break;
            }
            byte[] message = new byte[bytes.remaining()];
            bytes.get(message);
            to.writeBinaryMessage(Buffer.buffer(message));
        }
        if (from.state().isEnded()) {
            to.close();
        }
    }

    private interface Action {
        void on(TunnelSession session);
    }

    private void onLoop(Action action) {
        Context loop = context;
        TunnelSession on = session;
        if (loop == null || on == null) {
            throw new IllegalStateException("no peer yet");
        }
        loop.runOnContext(
                _ -> {
                    action.on(on);
                    flush();
                });
    }

    @Override
    public void onStreamOpened(TunnelStream stream) {
        // Streams of the peer are echoed.
    }

    @Override
    public void onReadable(TunnelStream stream) {
        if (!(stream.attachment() instanceof Exchange exchange)) {
            echo(stream);
            return;
        }
        ByteBuffer bytes = stream.read();
        while (bytes != null) {
            exchange.received.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
            bytes = stream.read();
        }
        if (exchange.received.size() >= exchange.resetAfter) {
            stream.reset(ResetCode.CANCELLED);
        }
        if (stream.isReadFinished()) {
            exchange.answer.complete(exchange.received.toByteArray());
        }
    }

    private static void echo(TunnelStream stream) {
        while (stream.isWritable()) {
            ByteBuffer bytes = stream.read(16 * 1024);
            if (bytes == null) {
                break;
            }
            if (stream.write(bytes) == 0 || bytes.hasRemaining()) {
                throw new AssertionError("the echo of a small piece did not fit");
            }
        }
        if (stream.isReadFinished()) {
            stream.finish();
        }
    }

    @Override
    public void onWritable(TunnelStream stream) {
        if (stream.attachment() instanceof Exchange exchange) {
            stream.write(exchange.toSend);
            if (!exchange.toSend.hasRemaining()) {
                stream.finish();
            }
        } else {
            echo(stream);
        }
    }

    @Override
    public void onPeerFinished(TunnelStream stream) {
        onReadable(stream);
    }

    @Override
    public void onStreamClosed(TunnelStream stream, StreamEnd end) {
        if (stream.attachment() instanceof Exchange exchange) {
            exchange.answer.completeExceptionally(new IllegalStateException(end.toString()));
        }
    }

    @Override
    public void onSessionClosed(SessionEnd end) {
        ended.complete(end);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
