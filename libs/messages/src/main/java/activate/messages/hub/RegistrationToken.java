package activate.messages.hub;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A registration token as agent-hub lists it; the secret itself is present only in the answer to
 * its creation.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RegistrationToken(
        String id,
        @Nullable String token,
        String hint,
        String clusterId,
        boolean reusable,
        String createdBy,
        Instant createdAt,
        Instant expiresAt) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "RegistrationToken[id=" + id + ", clusterId=" + clusterId + "]";
    }
}
