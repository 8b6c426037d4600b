package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the identity of a node.
 *
 * @param token registration token
 * @param publicKey Ed25519 key in base64url, 32 bytes; absent from agents that are not ours
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Registration(
        String token, @JsonUnwrapped NodeDescription node, @Nullable String publicKey) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Registration[hostname=" + node.hostname() + "]";
    }
}
