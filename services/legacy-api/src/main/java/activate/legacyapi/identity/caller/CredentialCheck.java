package activate.legacyapi.identity.caller;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows one kind of opaque credential. */
public interface CredentialCheck {
    /** The kind that this one knows. */
    CredentialKind kind();

    /** What the secret stands for, or nothing if it is not good (any more). */
    Optional<Known> check(String secret);

    /** The credential with this id, if it is of this kind and still good. */
    Optional<Known> live(String credentialId);

    /**
     * A good credential and whose it is.
     *
     * @param endsAt when it ends by itself; absent when it does not
     * @param credentialsVersion that of the account when it was made, where it falls with the
     *     account's password; absent where it does not
     */
    record Known(
            String credentialId,
            String accountId,
            @Nullable Instant endsAt,
            @Nullable Long credentialsVersion) {}
}
