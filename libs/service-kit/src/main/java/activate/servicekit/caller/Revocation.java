package activate.servicekit.caller;

import activate.messages.event.CredentialRevoked;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code credential.revoked} makes void: the tokens of one credential, or the tokens of a
 * user that were issued until a moment. To apply one again, or in another order, changes nothing as
 * long as a store keeps the latest moment of each key.
 *
 * @param key names the credential or the user
 * @param issuedUntil tokens that were issued later are good
 */
public record Revocation(String key, Instant issuedUntil) {
    /** How long a store keeps one: longer than a user token can live, which is a day. */
    public static final Duration KEPT = Duration.ofDays(2);

    /** Of a credential that is gone for good. */
    public static final Instant EVERY = Instant.ofEpochMilli(Long.MAX_VALUE);

    /**
     * A token may have been made while the revocation was being written, by a process whose clock
     * is a little ahead. Who is let in again after that moment gets a good one.
     */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /**
     * @param time when the message says that it happened
     * @throws IllegalArgumentException when the message does not say what is revoked, or when at a
     *     time that no store can keep
     */
    public static Revocation of(@Nullable CredentialRevoked revoked, @Nullable Instant time) {
        if (revoked == null || time == null) {
            throw new IllegalArgumentException("a revocation without its data or a time");
        }
        boolean ofUser = "user".equals(revoked.kind());
        String name = ofUser ? revoked.username() : revoked.credentialId();
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a revocation without a name");
        }
        return ofUser
                ? new Revocation(keyOfUser(name), issuedUntil(time))
                : new Revocation(name, EVERY);
    }

    private static Instant issuedUntil(Instant time) {
        try {
            // Stores count milliseconds.
            return Instant.ofEpochMilli(time.plus(MARGIN).toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("a revocation at an impossible time", e);
        }
    }

    /** Keys of what can make the caller's token void. */
    public static List<String> keysOf(Caller caller) {
        return List.of(caller.credentialId(), keyOfUser(caller.username()));
    }

    /** Whether the caller's token is void by this. */
    public boolean voids(Caller caller) {
        return keysOf(caller).contains(key) && !caller.issuedAt().isAfter(issuedUntil);
    }

    /** Key of what voids all that a user had. */
    public static String keyOfUser(String username) {
        return "user:" + username;
    }
}
