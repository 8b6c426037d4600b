package activate.legacyapi.identity.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The credential that a caller came with, and that a token stands for.
 *
 * @param id what a revocation names
 * @param checkedAt a moment at which it was still good: what is revoked later voids every token
 *     that was made on the strength of this check
 * @param endsAt when it ends by itself; absent when it does not
 */
public record CheckedCredential(String id, Instant checkedAt, @Nullable Instant endsAt) {}
