package activate.agent.state;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** The address of a platform in the one form in which it is stored, signed and compared. */
public final class ServerAddress {
    private static final int HTTPS = 443;

    private ServerAddress() {}

    /** `https://host[:port]` in small letters; nothing where the text is no such address. */
    public static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text.contains("://") ? text : "https://" + text);
            String path = uri.getRawPath();
            boolean bare = path == null || path.isEmpty() || path.equals("/");
            if ("https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && bare) {
                int port = uri.getPort();
                String more = port < 0 || port == HTTPS ? "" : ":" + port;
                return Optional.of(
                        URI.create("https://" + uri.getHost().toLowerCase(Locale.ROOT) + more));
            }
        } catch (IllegalArgumentException _) {
            // The same: it is no address.
        }
        return Optional.empty();
    }
}
