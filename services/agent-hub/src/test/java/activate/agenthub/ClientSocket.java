package activate.agenthub;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.concurrent.TimeUnit;

/**
 * Opens the sockets of test clients so that nothing which comes together with the upgrade is lost.
 *
 * <p>Vert.x installs the handlers of a client socket by a step that {@code connect} adds after it
 * has begun to connect. Called on another thread than the socket's event loop, that step can come
 * after the first frames, and those are dropped. On the event loop it always comes before.
 */
final class ClientSocket {
    private ClientSocket() {}

    /** Connects {@code socket}, whose handlers are set. */
    static void connect(Vertx vertx, ClientWebSocket socket, WebSocketConnectOptions options)
            throws Exception {
        Promise<WebSocket> opened = Promise.promise();
        vertx.runOnContext(_ -> socket.connect(options).onComplete(opened));
        opened.future().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
