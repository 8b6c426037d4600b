package activate.legacyapi.auth;

import java.util.Optional;

/** Knows one kind of opaque credential. */
public interface CredentialCheck {
    /** The kind that this one knows. */
    CredentialKind kind();

    /** What the secret stands for, or nothing if it is not good (any more). */
    Optional<Known> check(String secret);

    /** Whether the credential with this id is of this kind and still good. */
    boolean isLive(String credentialId);

    /** A good credential and whose it is. */
    record Known(String credentialId, String accountId) {}
}
