package activate.agent.link;

import activate.agent.state.AgentVersion;
import activate.agent.state.NodeIdentity;
import activate.agent.state.NodeKey;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The proof of this node's key: the hub's nonce, signed together with who signs and which platform
 * was dialled.
 */
final class Handshake {
    private static final String PURPOSE = "activate-agent-proof-v1";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NONCE_BYTES = 32;

    private final NodeIdentity identity;
    private final NodeKey key;

    Handshake(NodeIdentity identity, NodeKey key) {
        this.identity = identity;
        this.key = key;
    }

    /** What the hub said first, and the answer to it. */
    record Proof(String hub, String answer) {}

    Proof prove(String message) throws IOException {
        JsonNode nonce = JSON.readTree(message);
        String value = nonce.path("nonce").asText();
        if (!nonce.path("type").asText().equals("nonce") || !isNonce(value)) {
            throw new IOException("the platform began with something else than a nonce");
        }
        String host = identity.server().getRawAuthority();
        String signed = String.join("\n", PURPOSE, identity.nodeId(), host, value);
        String answer =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", "proof")
                        .put("signature", key.sign(signed))
                        .put("host", host)
                        .put("version", AgentVersion.TEXT)
                        .toString();
        return new Proof(nonce.path("hub").asText(), answer);
    }

    private static boolean isNonce(String value) {
        try {
            return Base64.getUrlDecoder().decode(value.getBytes(StandardCharsets.US_ASCII)).length
                    == NONCE_BYTES;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /** The generation that the hub gave this connection. */
    static long welcome(String message) throws IOException {
        JsonNode welcome = JSON.readTree(message);
        if (!welcome.path("type").asText().equals("welcome")) {
            throw new IOException("the platform did not welcome this node");
        }
        return welcome.path("generation").asLong();
    }
}
