package activate.ingress.proxy;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;

/** Cleans the headers of a service's answer and adds what every answer of the edge carries. */
public final class AnswerHeaders {

    private static final Set<String> HIDDEN =
            Set.of(
                    "server",
                    "x-powered-by",
                    "alt-svc",
                    "x-request-id",
                    "strict-transport-security");
    private static final String HSTS = "max-age=63072000; includeSubDomains";

    private AnswerHeaders() {}

    /** Sets what every answer carries; done first, so that refusals have it too. */
    public static void begin(MultiMap headers, String requestId, boolean secure) {
        headers.set("x-request-id", requestId);
        if (secure) {
            headers.set("strict-transport-security", HSTS);
        }
        headers.set("x-content-type-options", "nosniff");
        headers.set("referrer-policy", "no-referrer");
    }

    static void clean(MultiMap headers) {
        Set<String> ofThatHop = HeaderNames.namedInConnection(headers);
        for (String name : new ArrayList<>(headers.names())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (HIDDEN.contains(lower)
                    || ofThatHop.contains(lower)
                    || HeaderNames.isHopByHop(lower)) {
                headers.remove(name);
            }
        }
    }
}
