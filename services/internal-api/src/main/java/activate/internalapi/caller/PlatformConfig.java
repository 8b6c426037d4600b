package activate.internalapi.caller;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The platform whose users may call. */
@ConfigMapping(prefix = "activate.platform")
public interface PlatformConfig {

    /** Address by which users reach the platform: the issuer of their tokens. */
    @WithDefault("https://localhost:4443")
    String publicUrl();

    /** Base address of legacy-api, which publishes the keys that sign user tokens. */
    @WithDefault("http://127.0.0.1:4006")
    URI legacyApiUrl();
}
