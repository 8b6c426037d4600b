package activate.cli.twin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One user stream: the platform's end of `/ws/ssh/connect`, piped to a TCP port with half-close
 * both ways.
 */
final class StreamTwin {
    private static final byte[] END = {};

    private final ServerWebSocket socket;
    private final int port;
    private final JsonObject error;
    private final int breakAfter;
    private final BlockingQueue<byte[]> fromClient = new LinkedBlockingQueue<>();
    private final AtomicInteger ends = new AtomicInteger();

    StreamTwin(ServerWebSocket socket, int port, JsonObject error, int breakAfter) {
        this.socket = socket;
        this.port = port;
        this.error = error;
        this.breakAfter = breakAfter;
    }

    void serve() {
        socket.binaryMessageHandler(bytes -> fromClient.add(bytes.getBytes()));
        socket.textMessageHandler(
                text -> {
                    JsonObject message = new JsonObject(text);
                    switch (message.getString("type")) {
                        case "open" -> open(message);
                        case "end" -> fromClient.add(END);
                        default -> close(4400);
                    }
                });
    }

    private void open(JsonObject open) {
        if (open.getInteger("v") != 1) {
            close(4400);
        } else if (!error.isEmpty()) {
            say(error);
            close(4000);
        } else {
            Thread.ofVirtual().start(() -> pipe(open.getString("id")));
        }
    }

    private void pipe(String id) {
        try (Socket to = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // A server counts those that are not logged in yet, and refuses more of them.
            socket.closeHandler(_ -> closeBoth(to));
            if (socket.isClosed()) {
                return;
            }
            say(
                    new JsonObject()
                            .put("type", "opened")
                            .put("v", 1)
                            .put("id", id)
                            .put("offset", 0)
                            .put("via", "tunnel")
                            .put("node", "node1"));
            Thread back = Thread.ofVirtual().start(() -> copyBack(to));
            for (byte[] bytes = fromClient.take(); bytes.length > 0; bytes = fromClient.take()) {
                to.getOutputStream().write(bytes);
            }
            to.shutdownOutput();
            ended();
            back.join();
        } catch (IOException | InterruptedException e) {
            close(1011);
        }
    }

    private void closeBoth(Socket to) {
        fromClient.add(END);
        try {
            to.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyBack(Socket from) {
        byte[] chunk = new byte[16 * 1024];
        long sent = 0;
        try {
            InputStream in = from.getInputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                sent += read;
                if (breakAfter >= 0 && sent > breakAfter) {
                    close(1011);
                    return;
                }
                if (socket.isClosed()) {
                    return;
                }
                socket.writeBinaryMessage(Buffer.buffer().appendBytes(chunk, 0, read))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
            }
            say(new JsonObject().put("type", "end").put("offset", sent));
            ended();
        } catch (IOException | RejectedExecutionException | CompletionException e) {
            close(1011);
        }
    }

    private void say(JsonObject message) {
        var _ = socket.writeTextMessage(message.encode());
    }

    private void ended() {
        if (ends.incrementAndGet() == 2) {
            close(1000);
        }
    }

    private void close(int code) {
        try {
            var _ = socket.close((short) code);
        } catch (RejectedExecutionException _) {
            // The whole twin is closed.
        }
    }
}
