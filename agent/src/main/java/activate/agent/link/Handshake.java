package activate.agent.link;

import activate.agent.platform.WireJson;
import activate.agent.state.AgentVersion;
import activate.agent.state.EnrolledNode;
import activate.agent.state.NodeKeyPair;
import activate.messages.tunnel.OpeningMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The proof of this node's key: the hub's nonce, signed together with who signs and which platform
 * was dialled.
 */
final class Handshake {
    private static final int NONCE_BYTES = 32;

    private final EnrolledNode identity;
    private final NodeKeyPair key;

    Handshake(EnrolledNode identity, NodeKeyPair key) {
        this.identity = identity;
        this.key = key;
    }

    /** Who the hub is, and the answer to its nonce. */
    record Reply(String hub, String answer) {}

    Reply prove(String message) throws IOException {
        if (!(WireJson.read(message, OpeningMessage.class)
                        instanceof OpeningMessage.Nonce(String nonce, String hub))
                || nonce == null
                || !isNonce(nonce)) {
            throw new IOException("the platform began with something else than a nonce");
        }
        String host = identity.server().getRawAuthority();
        String signed = OpeningMessage.Proof.signedText(identity.nodeId(), host, nonce);
        String answer =
                WireJson.write(new OpeningMessage.Proof(key.sign(signed), host, AgentVersion.TEXT));
        return new Reply(hub == null ? "" : hub, answer);
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
        if (WireJson.read(message, OpeningMessage.class)
                instanceof OpeningMessage.Welcome(long generation, _)) {
            return generation;
        }
        throw new IOException("the platform did not welcome this node");
    }
}
