package activate.agenthub.caller;

import activate.messages.hub.ExchangedToken;
import activate.messages.hub.TokenExchange;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.servicetoken.ServiceTokens;
import activate.settings.ServiceUrls;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Has legacy-api make a short user token of an opaque credential. Blocks. */
@ApplicationScoped
class ExchangeCredential {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ServiceClient legacyApi;

    ExchangeCredential(ServiceUrls urls, ServiceTokens tokens, ObjectMapper json) {
        this.legacyApi = new ServiceClient("legacy-api", urls.legacyApi(), TIMEOUT, tokens, json);
    }

    /**
     * The token.
     *
     * @throws activate.servicekit.problem.Problem when the credential is not good, or legacy-api is
     *     away
     */
    ExchangedToken run(TokenExchange wanted) {
        return legacyApi.post("/internal/v1/token", wanted, new TypeReference<>() {});
    }
}
