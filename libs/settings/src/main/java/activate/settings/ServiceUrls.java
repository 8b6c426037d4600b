package activate.settings;

import activate.settings.bound.BaseUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.net.URI;

/** Base addresses of the services, without a path. */
@ConfigMapping(prefix = "activate.url")
public interface ServiceUrls {
    /** The public API, which also publishes the keys that sign user tokens. */
    @WithConverter(BaseUrl.class)
    URI legacyApi();

    /** The usage ledger. */
    @WithConverter(BaseUrl.class)
    URI internalApi();

    /** Everything about nodes. */
    @WithConverter(BaseUrl.class)
    URI agentHub();
}
