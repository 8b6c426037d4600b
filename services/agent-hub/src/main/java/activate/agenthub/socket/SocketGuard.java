package activate.agenthub.socket;

import activate.agenthub.HubLimits;
import activate.tunnel.config.TunnelLimits;
import activate.tunnel.flow.RateGate;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Stands before Vert.x on a socket's channel, because Vert.x answers pings by itself and cuts a
 * connection on which a frame is broken. Here every frame counts, and who breaks the protocol is
 * told so by the codes of RFC 6455, section 7.4. On the channel's event loop.
 */
public final class SocketGuard extends ChannelInboundHandlerAdapter {
    private final RateGate smallFrames;
    private boolean closing;

    private SocketGuard(TunnelLimits.Rate rate) {
        this.smallFrames = new RateGate(rate, System.nanoTime());
    }

    /** How many small frames a socket may send. */
    public static TunnelLimits.Rate smallFrames(HubLimits limits) {
        return new TunnelLimits.Rate(limits.smallFramesPerSecond(), limits.smallFramesAtOnce());
    }

    /**
     * From now on the socket is guarded.
     *
     * @param connection that of the request which became the socket; the socket itself is a wrapper
     *     that does not tell
     */
    public static ServerWebSocket install(
            HttpConnection connection, ServerWebSocket socket, TunnelLimits.Rate smallFrames) {
        // What ends a connection is told to its close handler.
        socket.exceptionHandler(_ -> {});
        if (!(connection instanceof ConnectionBase base)) {
            throw new IllegalStateException("connection=" + connection.getClass().getName());
        }
        ChannelHandlerContext vertx = base.channelHandlerContext();
        vertx.pipeline().addBefore(vertx.name(), "socket-guard", new SocketGuard(smallFrames));
        return socket;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
            return;
        }
        boolean isSmall =
                message instanceof WebSocketFrame frame
                        && frame.content().readableBytes() < TunnelLimits.SMALL_BYTES;
        if (isSmall && !smallFrames.tryPass(System.nanoTime())) {
            ReferenceCountUtil.release(message);
            close(context, CloseCode.POLICY);
            return;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        switch (failure) {
            case CorruptedWebSocketFrameException broken -> close(context, codeOf(broken));
            case TooLongFrameException _ -> close(context, CloseCode.TOO_BIG);
            default -> context.fireExceptionCaught(failure);
        }
    }

    private void close(ChannelHandlerContext context, CloseCode code) {
        if (!closing) {
            closing = true;
            context.writeAndFlush(new CloseWebSocketFrame(code.code(), code.reason()))
                    .addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static CloseCode codeOf(CorruptedWebSocketFrameException broken) {
        return switch (broken.closeStatus().code()) {
            case 1007 -> CloseCode.NO_UTF8;
            case 1009 -> CloseCode.TOO_BIG;
            default -> CloseCode.BROKEN_FRAME;
        };
    }
}
