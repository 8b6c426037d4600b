package activate.messages.event;

/**
 * A credential is void from now on; every cache of it must be dropped.
 *
 * @param credentialId the {@code cred} claim of the user tokens that stand for it
 * @param kind {@code api_key}, {@code session} or {@code user} (then all of the user's)
 */
public record CredentialRevoked(String credentialId, String kind, String username) {}
