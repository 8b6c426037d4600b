package activate.agenthub;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of /ws/ssh/connect that collects what comes. */
final class TestUser implements AutoCloseable {
    final LinkedBlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    final CompletableFuture<Short> closed = new CompletableFuture<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ClientWebSocket socket;

    TestUser(Vertx vertx, int port, String query, String authorization) throws Exception {
        socket = vertx.createWebSocketClient().webSocket();
        socket.textMessageHandler(text -> messages.add(new JsonObject(text)));
        socket.binaryMessageHandler(this::append);
        socket.closeHandler(_ -> closed.complete(socket.closeStatusCode()));
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/ws/ssh/connect?" + query)
                        .addSubProtocol("activate.connect.v1")
                        .addHeader("Authorization", authorization);
        ClientSocket.connect(vertx, socket, options);
    }

    /** With which status the hub refuses a socket. */
    static int refusal(Callable<TestUser> opening) throws Exception {
        try (TestUser _ = opening.call()) {
            return 101;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UpgradeRejectedException refused) {
                return refused.getStatus();
            }
            throw e;
        }
    }

    private synchronized void append(Buffer data) {
        received.writeBytes(data.getBytes());
    }

    synchronized byte[] received() {
        return received.toByteArray();
    }

    TestUser open() {
        socket.writeTextMessage("{\"type\":\"open\",\"v\":1,\"id\":\"stream-1\",\"offset\":0}");
        return this;
    }

    void send(byte[] data) throws Exception {
        int chunk = 16 * 1024;
        for (int at = 0; at < data.length; at += chunk) {
            Buffer part = Buffer.buffer().appendBytes(data, at, Math.min(chunk, data.length - at));
            socket.writeBinaryMessage(part)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    void text(String message) {
        socket.writeTextMessage(message);
    }

    JsonObject message() throws InterruptedException {
        JsonObject next = messages.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no message came");
        }
        return next;
    }

    @Override
    public void close() {
        socket.close();
    }
}
