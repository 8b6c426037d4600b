package activate.messages.hub;

/**
 * Asks agent-hub for a registration token.
 *
 * @param clusterId cluster that the token is bound to
 * @param clusterName its name, carried in the token for people
 * @param organization name of the organization
 * @param ttlSeconds life of the token, 60 to 86,400 seconds
 * @param reusable whether it may be redeemed more than once before it expires
 * @param createdBy user name of who asked
 */
public record NewRegistrationToken(
        String clusterId,
        String clusterName,
        String organization,
        long ttlSeconds,
        boolean reusable,
        String createdBy) {}
