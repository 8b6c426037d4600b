package activate.ingress.proxy;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
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

    /** What a service says of its own accord replaces what the edge sets for every answer. */
    private static final Set<String> REPLACED = Set.of("x-content-type-options", "referrer-policy");

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

    /** What of the head of a service's answer is for the client. */
    static void pass(MultiMap from, MultiMap to) {
        Set<String> ofThatHop = HeaderNames.namedInConnection(from);
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (HIDDEN.contains(name) || ofThatHop.contains(name) || HeaderNames.isHopByHop(name)) {
                continue;
            }
            if (REPLACED.contains(name)) {
                to.set(name, header.getValue());
            } else {
                to.add(name, header.getValue());
            }
        }
    }
}
