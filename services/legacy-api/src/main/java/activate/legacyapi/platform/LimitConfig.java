package activate.legacyapi.platform;

import activate.settings.bound.PositiveCount;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** How many things one user, cluster or organization may have; more is answered 409. */
@ConfigMapping(prefix = "activate.limit")
public interface LimitConfig {
    /** Existing clusters of one user. */
    @WithDefault("500")
    @WithConverter(PositiveCount.class)
    int clustersPerUser();

    /** Managed clusters of one organization. */
    @WithDefault("1000")
    @WithConverter(PositiveCount.class)
    int managedClustersPerOrganization();

    /** API keys of one user, those that have ended and are still listed included. */
    @WithDefault("100")
    @WithConverter(PositiveCount.class)
    int apiKeysPerUser();

    /** SSH public keys of one user. */
    @WithDefault("100")
    @WithConverter(PositiveCount.class)
    int sshKeysPerUser();

    /** Users of one organization. */
    @WithDefault("10000")
    @WithConverter(PositiveCount.class)
    int usersPerOrganization();

    /** Variables of one organization or user. */
    @WithConverter(PositiveCount.class)
    @WithDefault("200")
    int variablesPerOwner();
}
