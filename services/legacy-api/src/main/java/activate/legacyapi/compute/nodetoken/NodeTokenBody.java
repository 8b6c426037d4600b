package activate.legacyapi.compute.nodetoken;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Bodies about node tokens. */
public final class NodeTokenBody {
    private NodeTokenBody() {}

    /** A token that is asked for. */
    public record Wanted(@Nullable Integer expiresInMinutes, @Nullable Boolean reusable) {}

    /** A new token with its secret, which is shown only here. */
    @RegisterForReflection
    public record Made(
            String id,
            String token,
            String hint,
            String cluster,
            String organization,
            boolean reusable,
            Instant expiresAt) {
        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Made[id=" + id + "]";
        }
    }

    /** A token as it is listed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Listed(
            String id,
            String hint,
            boolean reusable,
            Instant createdAt,
            Instant expiresAt,
            @Nullable String createdBy) {}
}
