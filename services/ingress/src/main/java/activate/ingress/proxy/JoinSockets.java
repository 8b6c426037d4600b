package activate.ingress.proxy;

import activate.ingress.limit.CutOff;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;

/**
 * Moves bytes between two sockets, both ways, reading from one only while the other takes them.
 * What is held at most is one write queue and one read on each way.
 */
final class JoinSockets {

    private static final int WRITE_QUEUE_BYTES = 128 * 1024;
    private static final long LINGER_MILLIS = 5_000;

    private JoinSockets() {}

    /** Joins the two; {@code gone} runs once the client's socket is closed. */
    static void join(Vertx vertx, NetSocket client, NetSocket origin, Runnable gone) {
        pump(client, origin);
        pump(origin, client);
        client.closeHandler(
                _ -> {
                    gone.run();
                    closeLater(vertx, origin);
                });
        origin.closeHandler(_ -> closeLater(vertx, client));
        client.resume();
        origin.resume();
    }

    private static void pump(NetSocket from, NetSocket to) {
        to.setWriteQueueMaxSize(WRITE_QUEUE_BYTES);
        from.exceptionHandler(_ -> {});
        from.handler(
                bytes -> {
                    to.write(bytes);
                    if (to.writeQueueFull()) {
                        from.pause();
                        to.drainHandler(_ -> from.resume());
                    }
                });
        // The end comes after the last byte, unlike the close; closing flushes first.
        from.endHandler(_ -> to.close());
    }

    /** The other side is gone: what it sent may still be on its way to us, but not for long. */
    private static void closeLater(Vertx vertx, NetSocket socket) {
        vertx.setTimer(LINGER_MILLIS, _ -> CutOff.now(socket));
    }
}
