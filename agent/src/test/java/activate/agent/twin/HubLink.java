package activate.agent.twin;

import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.TunnelStream;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import io.netty.buffer.Unpooled;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The hub's end of one tunnel. */
@SuppressWarnings("deprecation") // Vert.x offers no other way to its bytes without a copy.
public final class HubLink {
    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
    private final TunnelSession session =
            TunnelSession.server(
                    TunnelConfig.ACTIVATE,
                    new MemoryBudget(256L << 20),
                    new Listener(),
                    System.nanoTime());

    HubLink(Vertx vertx, ServerWebSocket socket) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.socket = socket;
    }

    void start() {
        socket.frameHandler(
                frame -> {
                    if (!frame.isText() && !frame.isClose()) {
                        session.receive(
                                frame.binaryData().getByteBuf().nioBuffer(), System.nanoTime());
                        pump();
                    }
                });
        socket.drainHandler(_ -> pump());
        socket.closeHandler(_ -> session.carrierClosed(System.nanoTime()));
        vertx.setPeriodic(
                100,
                timer -> {
                    if (ended.isDone()) {
                        vertx.cancelTimer(timer);
                    } else {
                        session.tick(System.nanoTime());
                        pump();
                    }
                });
    }

    private void pump() {
        while (!socket.isClosed() && !socket.writeQueueFull() && session.hasOutput()) {
            ByteBuffer bytes = session.poll(32 * 1024 - 1, System.nanoTime());
            if (bytes == null) {
                return;
            }
            var _ =
                    socket.writeFrame(
                            WebSocketFrame.binaryFrame(
                                    Buffer.buffer(Unpooled.wrappedBuffer(bytes)), true));
        }
    }

    /** Opens a stream to a target; the preamble goes out at once. */
    public HubStream open(String target) {
        CompletableFuture<HubStream> opened = new CompletableFuture<>();
        context.runOnContext(
                _ -> {
                    if (session.open(StreamClass.INTERACTIVE)
                            instanceof OpenResult.Opened(TunnelStream stream)) {
                        HubStream made = new HubStream(context, stream, this::pump);
                        stream.attach(made);
                        made.preamble(target);
                        opened.complete(made);
                    } else {
                        opened.completeExceptionally(
                                new AssertionError("the session takes no stream"));
                    }
                });
        return opened.orTimeout(10, TimeUnit.SECONDS).join();
    }

    public void close(int code, String reason) {
        context.runOnContext(_ -> socket.close((short) code, reason));
    }

    /** As a hub that restarts does: no new streams, the others go on. */
    public void drain() {
        context.runOnContext(
                _ -> {
                    session.drain();
                    pump();
                });
    }

    public boolean isEnded() {
        return ended.isDone();
    }

    private final class Listener implements TunnelListener {
        @Override
        public void onStreamOpened(TunnelStream stream) {
            stream.classify(StreamClass.CONTROL);
        }

        @Override
        public void onReadable(TunnelStream stream) {
            if (stream.attachment() instanceof HubStream made) {
                made.read();
            }
        }

        @Override
        public void onWritable(TunnelStream stream) {
            if (stream.attachment() instanceof HubStream made) {
                made.flush();
            }
        }

        @Override
        public void onPeerFinished(TunnelStream stream) {
            if (stream.attachment() instanceof HubStream made) {
                made.read();
            }
        }

        @Override
        public void onStreamClosed(TunnelStream stream, StreamEnd end) {
            if (stream.attachment() instanceof HubStream made) {
                made.closed(end);
            }
        }

        @Override
        public void onSessionClosed(SessionEnd end) {
            ended.complete(end);
        }
    }
}
