package activate.cli.credentials;

import activate.cli.json.JsonText;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A secret that stands for a user: an API key (`pwt_…`) or a token. Never printed. */
public record LoginCredential(String secret) {
    private static final String KEY_PREFIX = "pwt_";

    /** The value of the Authorization header. */
    public String authorization() {
        return isApiKey()
                ? "Basic "
                        + Base64.getEncoder()
                                .encodeToString((secret + ":").getBytes(StandardCharsets.UTF_8))
                : "Bearer " + secret;
    }

    public boolean isApiKey() {
        return secret.startsWith(KEY_PREFIX);
    }

    /** The platform that the secret itself names. */
    public Optional<String> platformHost() {
        try {
            if (isApiKey()) {
                return text(secret.substring(KEY_PREFIX.length()).split("\\.", 2)[0]);
            }
            String[] parts = secret.split("\\.", -1);
            if (parts.length != 3) {
                return Optional.empty();
            }
            JsonNode claims = JsonText.read(decoded(parts[1]));
            return Optional.of(claims.path("platform_host").asText())
                    .filter(host -> !host.isEmpty());
        } catch (IllegalArgumentException | IOException _) {
            return Optional.empty();
        }
    }

    private static String decoded(String encoded) {
        return new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    private static Optional<String> text(String encoded) {
        String host = decoded(encoded);
        return host.isEmpty() ? Optional.empty() : Optional.of(host);
    }

    @Override
    public String toString() {
        return "Credential[secret]";
    }
}
