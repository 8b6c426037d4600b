package activate.servicekit.caller;

import java.time.Instant;

/**
 * The person, or the program of a person, on whose behalf a request is made.
 *
 * @param userId id of the account
 * @param safeUsername POSIX form of the user name
 * @param organization name of the organization
 * @param admin whether this is an administrator of the platform
 * @param credentialId what a revocation of the credential names
 * @param issuedAt when the token was made; what is revoked for a user is revoked up to a moment
 * @param expiresAt when the token ends
 */
public record Caller(
        String userId,
        String username,
        String safeUsername,
        String organization,
        boolean admin,
        String credentialId,
        Instant issuedAt,
        Instant expiresAt) {}
