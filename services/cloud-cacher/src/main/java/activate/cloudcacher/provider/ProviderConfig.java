package activate.cloudcacher.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the credentials of cloud accounts are. */
@ConfigMapping(prefix = "activate.provider")
public interface ProviderConfig {

    /**
     * Folder of the key-value engine with one secret for each account; its field {@code provider}
     * names the cloud.
     */
    @WithDefault("cloud-accounts")
    String folder();
}
