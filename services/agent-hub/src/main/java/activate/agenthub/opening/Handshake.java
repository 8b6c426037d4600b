package activate.agenthub.opening;

import activate.agenthub.node.Node;
import activate.agenthub.socket.CloseCode;
import activate.agenthub.socket.SocketFaults;
import activate.messages.tunnel.OpeningMessage;
import activate.servicekit.log.LogText;
import activate.servicekit.secret.Secrets;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The beginning of {@code activate.yamux.v1}: nonce, proof. A refused socket is closed here. */
final class Handshake {
    private static final Logger LOG = Logger.getLogger(Handshake.class);
    private static final int LONGEST = 4096;

    private final Vertx vertx;
    private final ServerWebSocket socket;
    private final Node node;
    private final String host;
    private final ObjectMapper json;
    private final String nonce;
    private final Promise<Void> proved = Promise.promise();

    Handshake(
            Vertx vertx,
            ServerWebSocket socket,
            Node node,
            String host,
            ObjectMapper json,
            SecureRandom random) {
        this.vertx = vertx;
        this.socket = socket;
        this.node = node;
        this.host = host;
        this.json = json;
        this.nonce = Secrets.random(random);
    }

    /** Succeeds with the socket paused, once the agent has proved its key. */
    Future<Void> run(String hub, Duration deadline) {
        long timer =
                vertx.setTimer(
                        deadline.toMillis(), _ -> refuse(CloseCode.TIMEOUT, "no proof in time"));
        socket.frameHandler(this::received);
        socket.closeHandler(_ -> proved.tryFail("closed"));
        send(socket, json, new OpeningMessage.Nonce(nonce, hub));
        socket.resume();
        proved.future().onComplete(_ -> vertx.cancelTimer(timer));
        return proved.future();
    }

    static void send(ServerWebSocket socket, ObjectMapper json, Object message) {
        try {
            socket.writeFrame(WebSocketFrame.textFrame(json.writeValueAsString(message), true));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written as JSON", e);
        }
    }

    private void received(WebSocketFrame frame) {
        if (frame.isPing() || frame.isClose() || proved.future().isComplete()) {
            return;
        }
        if (!frame.isText() || !frame.isFinal() || frame.binaryData().length() > LONGEST) {
            refuse(CloseCode.PROTOCOL_ERROR, "no proof");
            return;
        }
        String text = SocketFaults.text(frame);
        if (text == null) {
            refuse(CloseCode.NO_UTF8, "text that is not UTF-8");
            return;
        }
        if (!(read(text) instanceof OpeningMessage.Proof proof)) {
            refuse(CloseCode.PROTOCOL_ERROR, "no proof");
            return;
        }
        String named = String.valueOf(proof.host());
        if (!host.equals(named.toLowerCase(Locale.ROOT))) {
            refuse(CloseCode.UNAUTHORIZED, "the proof names another host: " + LogText.of(named));
            return;
        }
        boolean good =
                node.identity().publicKey() != null
                        && proof.signature() != null
                        && Proof.isGood(
                                node.identity().publicKey(),
                                node.id(),
                                named,
                                nonce,
                                proof.signature());
        if (good) {
            socket.pause();
            proved.tryComplete();
        } else {
            refuse(CloseCode.UNAUTHORIZED, "the proof is not good");
        }
    }

    private @Nullable OpeningMessage read(String text) {
        try {
            return json.readValue(text, OpeningMessage.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private void refuse(CloseCode code, String reason) {
        if (proved.tryFail(reason)) {
            LOG.infof("agent refused nodeId=%s reason=%s", node.id(), reason);
            SocketFaults.close(socket, code);
        }
    }
}
