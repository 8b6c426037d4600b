package activate.settings.bound;

import java.net.URI;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** Scheme, host and perhaps a port of a server that speaks HTTP, without a path. */
public final class BaseUrl implements Converter<URI> {
    @Override
    public @Nullable URI convert(String value) {
        if (value.isBlank()) {
            return null;
        }
        try {
            URI url = URI.create(value.strip());
            String path = url.getRawPath();
            if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                    && url.getHost() != null
                    && (path.isEmpty() || path.equals("/"))
                    && url.getRawQuery() == null
                    && url.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException _) {
            // Told below, as what is no address of a server is.
        }
        throw new IllegalArgumentException(
                "expected: http or https, a host and perhaps a port, such as https://host:4443");
    }
}
