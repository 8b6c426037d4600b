package activate.agenthub.link;

import activate.agenthub.HubLimits;
import activate.agenthub.farend.DialResult;
import activate.agenthub.node.Node;
import activate.agenthub.socket.CloseCode;
import activate.agenthub.socket.SocketFaults;
import activate.agenthub.socket.SocketGuard;
import activate.agenthub.socket.WireBytes;
import activate.messages.tunnel.HubHello;
import activate.messages.tunnel.Preamble;
import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.TunnelStream;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.config.TunnelLimits;
import activate.tunnel.config.Windows;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.SessionStats;
import activate.tunnel.state.StreamEnd;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One live tunnel: the yamux session of one agent over its WebSocket. Confined to the event loop of
 * that socket, except where a method says otherwise.
 */
public final class AgentLink {
    private static final int COMMITTED = 64 * 1024;
    private static final int CHUNK = 32 * 1024 - 1;
    private static final long LONGEST_TICK_MILLIS = 1000;

    /** A stock peer sends a whole window as one frame, which is read whole: bound it. */
    private static final int PLAIN_WINDOW = 4 << 20;

    private final Vertx vertx;
    private final Context context;
    private final ServerWebSocket socket;
    private final Node node;
    private final boolean plain;
    private final ObjectMapper json;
    private final LinkEnd whenEnded;
    private final LinkMetrics metrics;
    private final TunnelSession session;
    private long timer = -1;
    private volatile SessionStats stats;
    private boolean ended;
    private CloseCode closeCode = CloseCode.GOING_AWAY;

    /** Told once, when the link is over. */
    interface LinkEnd {
        void ended(AgentLink link, String reason);
    }

    /** What a link is made of. */
    record Parts(
            Vertx vertx,
            Context context,
            ServerWebSocket socket,
            Node node,
            boolean plain,
            ObjectMapper json,
            MemoryBudget budget,
            LinkMetrics metrics,
            HubLimits limits,
            LinkEnd whenEnded) {}

    AgentLink(Parts parts) {
        vertx = parts.vertx();
        context = parts.context();
        socket = parts.socket();
        node = parts.node();
        plain = parts.plain();
        json = parts.json();
        whenEnded = parts.whenEnded();
        session =
                TunnelSession.server(
                        config(plain).withLimits(limits(parts.limits())),
                        parts.budget(),
                        new Listener(),
                        System.nanoTime());
        stats = session.stats();
        metrics = parts.metrics();
    }

    /** Small frames that a peer may send. */
    private static TunnelLimits limits(HubLimits limits) {
        return TunnelLimits.DEFAULTS.withSmallFrames(SocketGuard.smallFrames(limits));
    }

    private static TunnelConfig config(boolean plain) {
        Windows defaults = Windows.DEFAULTS;
        return plain
                ? TunnelConfig.PLAIN.withWindows(
                        new Windows(
                                defaults.initialBytes(),
                                PLAIN_WINDOW,
                                defaults.sessionBytes(),
                                defaults.sendQueueBytes(),
                                defaults.frameBytes()))
                : TunnelConfig.ACTIVATE;
    }

    /** Takes the socket over. */
    void start() {
        socket.setWriteQueueMaxSize(COMMITTED);
        socket.frameHandler(this::received);
        socket.drainHandler(_ -> pump());
        socket.closeHandler(_ -> session.carrierClosed(System.nanoTime()));
        tick();
        pump();
    }

    /** Id of the node. Any thread. */
    public String nodeId() {
        return node.id();
    }

    /** The node as it was when the link began. Any thread. */
    public Node node() {
        return node;
    }

    /** Which link of the node this is. Any thread. */
    public long generation() {
        return node.lease().generation();
    }

    /** Figures of the session as of the last tick, a second ago at most. Any thread. */
    public SessionStats stats() {
        return stats;
    }

    /**
     * Asks the node to connect to {@code target}: {@code ssh} for its own SSH server, which is all
     * that a plain node can do. Any thread; the result comes on the link's event loop.
     */
    public Future<DialResult> dial(String target, StreamClass streamClass, Duration timeout) {
        Promise<DialResult> promise = Promise.promise();
        context.runOnContext(
                _ -> {
                    dialOnLoop(target, streamClass, timeout, promise);
                    pump();
                });
        return promise.future();
    }

    /** Closes the link and every stream on it. Any thread. */
    public void close(CloseCode code) {
        context.runOnContext(
                _ -> {
                    if (!ended) {
                        closeCode = code;
                        finish(code.reason().replace(' ', '_'));
                        session.close(GoAwayCode.NORMAL);
                    }
                });
    }

    private void dialOnLoop(
            String target, StreamClass streamClass, Duration timeout, Promise<DialResult> promise) {
        switch (session.open(streamClass)) {
            case OpenResult.Refused(OpenResult.Reason reason) ->
                    promise.complete(
                            new DialResult.Failed(
                                    reason == OpenResult.Reason.SESSION_ENDED ? "offline" : "limit",
                                    "The node takes no more streams: " + reason + "."));
            case OpenResult.Opened(TunnelStream stream) -> {
                if (plain) {
                    var farEnd = new TunnelFarEnd(this, context, stream, ByteBuffer.allocate(0));
                    stream.attach(farEnd);
                    promise.complete(new DialResult.Connected(farEnd));
                    return;
                }
                exchange(stream, target, streamClass, timeout, promise);
            }
        }
    }

    private void exchange(
            TunnelStream stream,
            String target,
            StreamClass streamClass,
            Duration timeout,
            Promise<DialResult> promise) {
        PreambleExchange exchange =
                new PreambleExchange(
                        stream,
                        json,
                        promise,
                        rest -> {
                            var farEnd = new TunnelFarEnd(this, context, stream, rest);
                            stream.attach(farEnd);
                            return farEnd;
                        });
        stream.attach(exchange);
        exchange.send(
                new Preamble(
                        Preamble.VERSION,
                        UUID.randomUUID().toString(),
                        0,
                        target,
                        streamClass == StreamClass.BULK ? Preamble.BULK : "interactive",
                        timeout.toMillis(),
                        null));
        long deadline =
                vertx.setTimer(
                        timeout.plusSeconds(1).toMillis(),
                        _ -> {
                            exchange.timeOut();
                            pump();
                        });
        promise.future().onComplete(_ -> vertx.cancelTimer(deadline));
    }

    private void received(WebSocketFrame frame) {
        if (frame.isText()) {
            close(CloseCode.PROTOCOL_ERROR);
            return;
        }
        if (frame.isBinary() || frame.isContinuation()) {
            for (ByteBuffer part : WireBytes.parts(frame.binaryData())) {
                session.receive(part, System.nanoTime());
            }
            pump();
        }
    }

    /** Sends what the session has, as long as the socket takes it. */
    void pump() {
        while (!socket.isClosed() && !socket.writeQueueFull() && session.hasOutput()) {
            ByteBuffer bytes = session.poll(CHUNK, System.nanoTime());
            if (bytes == null) {
                return;
            }
            socket.writeFrame(WebSocketFrame.binaryFrame(WireBytes.wrap(bytes), true));
        }
    }

    private void tick() {
        if (ended) {
            return;
        }
        long now = System.nanoTime();
        long next = session.tick(now);
        pump();
        stats = session.stats();
        long millis = Math.clamp((next - now) / 1_000_000 + 1, 10, LONGEST_TICK_MILLIS);
        timer = vertx.setTimer(millis, _ -> tick());
    }

    private void finish(String reason) {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(timer);
            whenEnded.ended(this, reason);
        }
    }

    private final class Listener implements TunnelListener {
        @Override
        public void onStreamOpened(TunnelStream stream) {
            if (plain || stream.id() != 1) {
                stream.reset(ResetCode.REFUSED);
                return;
            }
            stream.classify(StreamClass.CONTROL);
            ControlStream control = new ControlStream(stream);
            stream.attach(control);
            control.greet(new HubHello("activate"), json);
        }

        @Override
        public void onReadable(TunnelStream stream) {
            StreamHandler handler = handler(stream);
            if (handler != null) {
                handler.onReadable();
            }
        }

        @Override
        public void onWritable(TunnelStream stream) {
            StreamHandler handler = handler(stream);
            if (handler != null) {
                handler.onWritable();
            }
        }

        @Override
        public void onPeerFinished(TunnelStream stream) {
            StreamHandler handler = handler(stream);
            if (handler != null) {
                handler.onPeerFinished();
            }
        }

        @Override
        public void onStreamClosed(TunnelStream stream, StreamEnd end) {
            metrics.streamEnded(stream.stats(), word(end));
            StreamHandler handler = handler(stream);
            if (handler != null) {
                handler.onClosed(end);
            }
        }

        @Override
        public void onSessionClosed(SessionEnd end) {
            CloseCode code =
                    switch (end) {
                        case SessionEnd.PeerGone _, SessionEnd.PeerLeft _ -> CloseCode.NORMAL;
                        case SessionEnd.Timeout _ -> CloseCode.TIMEOUT;
                        case SessionEnd.ProtocolError _ -> CloseCode.PROTOCOL_ERROR;
                        case SessionEnd.LocalClose _ -> closeCode;
                    };
            finish(
                    switch (end) {
                        case SessionEnd.PeerGone _ -> "closed";
                        case SessionEnd.PeerLeft _ -> "left";
                        case SessionEnd.Timeout _ -> "timeout";
                        case SessionEnd.ProtocolError _ -> "protocol_error";
                        case SessionEnd.LocalClose _ -> "going_away";
                    });
            pump();
            SocketFaults.close(socket, code);
        }

        private static String word(StreamEnd end) {
            return switch (end) {
                case StreamEnd.Finished _ -> "finished";
                case StreamEnd.ResetByPeer _ -> "reset_by_node";
                case StreamEnd.ResetByUs _ -> "reset_by_hub";
                case StreamEnd.SessionEnded _ -> "link_ended";
            };
        }

        private @Nullable StreamHandler handler(TunnelStream stream) {
            return (StreamHandler) stream.attachment();
        }
    }
}
