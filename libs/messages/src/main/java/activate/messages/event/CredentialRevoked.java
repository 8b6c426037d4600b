package activate.messages.event;

/**
 * A credential is void from now on; every cache of it must be dropped. Of a user everything is void
 * that was issued until the time of the envelope.
 *
 * @param credentialId the {@code cred} claim of the user tokens that stand for it; the user's id
 *     where all of a user's are void
 * @param kind {@code api_key}, {@code session} or {@code user} (then all of the user's)
 */
public record CredentialRevoked(String credentialId, String kind, String username) {}
