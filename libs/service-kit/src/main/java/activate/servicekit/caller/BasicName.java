package activate.servicekit.caller;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The name in {@code Authorization: Basic} (RFC 7617), where keys are sent; the password is not
 * looked at.
 */
public final class BasicName {
    private static final String SCHEME = "Basic ";

    private BasicName() {}

    /** Empty where the header is absent, of another scheme or not in base64. */
    public static Optional<String> of(@Nullable String authorization) {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(authorization.substring(SCHEME.length()).strip());
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return Optional.of(colon < 0 ? pair : pair.substring(0, colon));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
