package activate.legacyapi.stored;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * The name that a caller gave to a request, so that repeating it does nothing more.
 *
 * @param key bound to the caller
 * @param hash of all that the request asks for
 */
public record RequestKey(String key, String hash) {
    private static final ProblemCode REUSED =
            new ProblemCode("idempotency_key_reused", 422, "The key belongs to another request.");

    /**
     * Makes sure that what was made before under this key was asked for in the same way.
     *
     * @param made hash of the request that made it; absent where that was not kept
     * @throws Problem where another request had the key
     */
    void requireSame(@Nullable String made) {
        if (made != null && !made.equals(hash)) {
            throw reused();
        }
    }

    /** Another request had the key before. */
    public static Problem reused() {
        return Problem.of(
                REUSED, "This Idempotency-Key came with another request before. Use a new one.");
    }
}
