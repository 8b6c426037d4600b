package activate.legacyapi.platform;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where the platform is reached, and where its parts are. */
@ConfigMapping(prefix = "activate")
public interface PlatformConfig {
    /** Address of the platform as users and agents see it. */
    URI publicUrl();

    /** Addresses of the services that this one calls. */
    Url url();

    /** Base addresses, without a path. */
    interface Url {
        /** Base address of agent-hub. */
        URI agentHub();

        /** Base address of internal-api. */
        URI internalApi();
    }
}
