package activate.legacyapi.platform;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where the platform is reached, and where the services are that this one calls. */
@ConfigMapping(prefix = "activate.platform")
public interface PlatformConfig {
    /** Address of the platform as users and agents see it. */
    URI publicUrl();

    /** Base address of agent-hub, without a path. */
    URI agentHubUrl();

    /** Base address of internal-api, without a path. */
    URI internalApiUrl();
}
