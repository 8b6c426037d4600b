package activate.legacyapi.input;

import activate.legacyapi.identity.account.Account;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.secret.Secrets;
import org.jspecify.annotations.Nullable;

/** What a caller called a request, so that repeating it does nothing more. */
public final class Idempotency {
    /** The header that carries it. */
    public static final String HEADER = "Idempotency-Key";

    private static final ProblemCode REUSED =
            new ProblemCode("idempotency_key_reused", 409, "The key belongs to another request.");

    private Idempotency() {}

    /** The key as it is stored: another user's same key is another key. */
    public static @Nullable String bound(Account caller, @Nullable String header) {
        return header == null || header.isBlank()
                ? null
                : Secrets.digest(caller.id() + "\n" + header);
    }

    /** The key came with another request before. */
    public static Problem reused() {
        return Problem.of(
                REUSED, "This Idempotency-Key came with another request before. Use a new one.");
    }
}
