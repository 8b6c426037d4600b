package activate.settings;

import activate.settings.bound.BaseUrl;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import java.net.URI;

/** The platform as people and agents see it. */
@ConfigMapping(prefix = "activate.platform")
public interface PlatformConfig {
    /** Address by which they reach it; the issuer of user tokens. */
    @WithConverter(BaseUrl.class)
    URI publicUrl();

    /** The same as text without a slash at its end: as browsers and user tokens state it. */
    default String origin() {
        String text = publicUrl().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
