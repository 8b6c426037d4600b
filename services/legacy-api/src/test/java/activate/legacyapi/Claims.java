package activate.legacyapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What a user token says. */
final class Claims {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Claims() {}

    static long number(String token, String claim) {
        String body = token.split("\\.", -1)[1];
        try {
            return JSON.readTree(
                            new String(Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8))
                    .get(claim)
                    .asLong();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a token without claims", e);
        }
    }
}
