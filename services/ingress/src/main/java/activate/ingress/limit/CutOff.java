package activate.ingress.limit;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes a connection without waiting until what was written to it is taken. The public way to
 * close flushes first, and never ends with a peer that stands still.
 */
public final class CutOff {

    private CutOff() {}

    public static void now(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            var unused = base.channel().close();
        } else {
            connection.close();
        }
    }

    /**
     * Ends one stream of an HTTP/2 connection, even if its answer is written and only waits to be
     * taken; there the public way does nothing.
     */
    public static void stream(HttpServerRequest request) {
        if (request.connection() instanceof ConnectionBase base) {
            ChannelHandlerContext context =
                    base.channel().pipeline().context(Http2ConnectionHandler.class);
            if (context != null) {
                Http2ConnectionHandler handler = (Http2ConnectionHandler) context.handler();
                var unused =
                        handler.resetStream(
                                context,
                                request.streamId(),
                                Http2Error.CANCEL.code(),
                                context.newPromise());
                context.flush();
            }
        }
    }

    public static void now(NetSocket socket) {
        if (socket instanceof ConnectionBase base) {
            var unused = base.channel().close();
        } else {
            socket.close();
        }
    }
}
