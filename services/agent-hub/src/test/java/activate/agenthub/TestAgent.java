package activate.agenthub;

import activate.tunnel.OpenResult;
import activate.tunnel.StreamClass;
import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.TunnelStream;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An agent whose every stream is an echo. With a key it speaks activate.yamux.v1, else plain yamux.
 */
final class TestAgent implements AutoCloseable {
    final CompletableFuture<Long> welcomed = new CompletableFuture<>();
    final CompletableFuture<Short> closed = new CompletableFuture<>();
    final AtomicInteger streams = new AtomicInteger();
    private final ClientWebSocket socket;
    private final boolean own;
    private final TunnelSession session;

    /** A key as our agent makes one. */
    static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String publicText(KeyPair key) {
        byte[] encoded = key.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    TestAgent(Vertx vertx, int port, String apiKey, String nodeId, @Nullable KeyPair key)
            throws Exception {
        this(vertx, port, apiKey, nodeId, key, "platform.test:4443");
    }

    TestAgent(
            Vertx vertx, int port, String apiKey, String nodeId, @Nullable KeyPair key, String host)
            throws Exception {
        own = key != null;
        WebSocketConnectOptions options =
                new WebSocketConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setURI("/ws/ssh/tunnel")
                        .addHeader("Authorization", "Basic " + basic(apiKey));
        if (own) {
            options.addSubProtocol("activate.yamux.v1");
        }
        socket = vertx.createWebSocketClient(new WebSocketClientOptions()).webSocket();
        session =
                TunnelSession.client(
                        own ? TunnelConfig.ACTIVATE : TunnelConfig.PLAIN,
                        new MemoryBudget(64 << 20),
                        new Echo(),
                        System.nanoTime());
        socket.textMessageHandler(text -> handshake(new JsonObject(text), nodeId, key, host));
        socket.binaryMessageHandler(
                data -> {
                    session.receive(ByteBuffer.wrap(data.getBytes()), System.nanoTime());
                    pump();
                });
        socket.closeHandler(_ -> closed.complete(socket.closeStatusCode()));
        ClientSocket.connect(vertx, socket, options);
        if (!own) {
            welcomed.complete(0L);
        }
    }

    /** Waits for the hub's welcome. */
    TestAgent awaitWelcome() throws Exception {
        welcomed.get(10, TimeUnit.SECONDS);
        return this;
    }

    static String basic(String name) {
        return Base64.getEncoder().encodeToString((name + ":").getBytes(StandardCharsets.UTF_8));
    }

    private void handshake(JsonObject message, String nodeId, @Nullable KeyPair key, String host) {
        if (message.getString("type").equals("nonce") && key != null) {
            String signed =
                    "activate-agent-proof-v1\n"
                            + nodeId
                            + "\n"
                            + host
                            + "\n"
                            + message.getString("nonce");
            socket.writeTextMessage(
                    new JsonObject()
                            .put("type", "proof")
                            .put("signature", sign(key, signed))
                            .put("host", host)
                            .put("version", "test")
                            .encode());
        } else if (message.getString("type").equals("welcome")) {
            OpenResult control = session.open(StreamClass.CONTROL);
            if (control instanceof OpenResult.Opened(TunnelStream stream)) {
                stream.write(
                        LengthPrefixed.encode(
                                ByteBuffer.wrap(
                                        "{\"type\":\"hello\"}".getBytes(StandardCharsets.UTF_8))));
            }
            pump();
            welcomed.complete(message.getLong("generation"));
        }
    }

    private static String sign(KeyPair key, String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pump() {
        ByteBuffer bytes = session.poll(32 * 1024 - 1, System.nanoTime());
        while (bytes != null) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            socket.writeBinaryMessage(Buffer.buffer(copy));
            bytes = session.poll(32 * 1024 - 1, System.nanoTime());
        }
    }

    @Override
    public void close() {
        socket.close();
    }

    private final class Echo implements TunnelListener {
        @Override
        public void onStreamOpened(TunnelStream stream) {
            streams.incrementAndGet();
            stream.attach(new EchoState(own));
        }

        @Override
        public void onReadable(TunnelStream stream) {
            EchoState state = (EchoState) stream.attachment();
            if (state != null) {
                state.run(stream);
            }
        }

        @Override
        public void onWritable(TunnelStream stream) {
            onReadable(stream);
        }

        @Override
        public void onPeerFinished(TunnelStream stream) {
            onReadable(stream);
        }

        @Override
        public void onStreamClosed(TunnelStream stream, StreamEnd end) {}

        @Override
        public void onSessionClosed(SessionEnd end) {
            socket.close();
        }
    }

    private static final class EchoState {
        private final LengthPrefixed messages = new LengthPrefixed();
        private boolean awaitsPreamble;
        private @Nullable ByteBuffer pending;

        EchoState(boolean awaitsPreamble) {
            this.awaitsPreamble = awaitsPreamble;
        }

        void run(TunnelStream stream) {
            ByteBuffer data = pending == null ? stream.read() : pending;
            while (data != null) {
                if (awaitsPreamble && messages.read(data) instanceof LengthPrefixed.Read.Message) {
                    awaitsPreamble = false;
                    stream.write(
                            LengthPrefixed.encode(
                                    ByteBuffer.wrap(
                                            "{\"v\":1,\"ok\":true,\"offset\":0}"
                                                    .getBytes(StandardCharsets.UTF_8))));
                }
                stream.write(data);
                if (data.hasRemaining()) {
                    pending = data;
                    return;
                }
                pending = null;
                data = stream.read();
            }
            if (stream.isReadFinished()) {
                stream.finish();
            }
        }
    }
}
