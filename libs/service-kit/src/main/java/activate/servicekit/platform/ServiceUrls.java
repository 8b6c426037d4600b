package activate.servicekit.platform;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Base addresses of the services, without a path. */
@ConfigMapping(prefix = "activate.url")
public interface ServiceUrls {
    /** The public API, which also publishes the keys that sign user tokens. */
    URI legacyApi();

    /** The usage ledger. */
    URI internalApi();

    /** Everything about nodes. */
    URI agentHub();
}
