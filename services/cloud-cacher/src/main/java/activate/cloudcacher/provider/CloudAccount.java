package activate.cloudcacher.provider;

/**
 * A cloud account that the platform may use. Its credentials stay in the store.
 *
 * @param id name of its secret
 * @param provider which cloud, for example {@code aws}
 */
public record CloudAccount(String id, String provider) {}
