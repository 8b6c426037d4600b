package activate.legacyapi.stored;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/**
 * Who did something.
 *
 * @param type one of the contract's words: {@code user}, {@code apikey}, {@code anonymous}, {@code
 *     system}, {@code cluster-token}
 */
@RegisterForReflection
public record Actor(
        String type,
        @Nullable String id,
        @Nullable String username,
        @Nullable String requestId,
        @Nullable String sourceIp) {
    /** The platform itself. */
    public static final Actor SYSTEM = new Actor("system", null, null, null, null);
}
