package activate.ingress.limit;

import io.vertx.core.http.HttpConnection;
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

    public static void now(NetSocket socket) {
        if (socket instanceof ConnectionBase base) {
            var unused = base.channel().close();
        } else {
            socket.close();
        }
    }
}
