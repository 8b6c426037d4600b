package activate.ingress.proxy;

import activate.messages.forward.ForwardProof;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The headers that a service is sent: the client's, without those of the hop and all claims, plus
 * our own.
 */
final class UpstreamHeaders {

    private static final Set<String> REWRITTEN =
            Set.of("host", "content-length", "expect", "cookie");

    private UpstreamHeaders() {}

    /** Writes them into the head of a request that is about to be sent. */
    static void write(Exchange exchange, MultiMap sent) {
        HttpServerRequest request = exchange.request();
        MultiMap given = request.headers();
        Set<String> ofThisHop = HeaderNames.namedInConnection(given);
        for (Map.Entry<String, String> header : given) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!name.startsWith(":")
                    && !REWRITTEN.contains(name)
                    && !ofThisHop.contains(name)
                    && !HeaderNames.isHopByHop(name)
                    && !HeaderNames.isClaim(name)) {
                sent.add(name, header.getValue());
            }
        }
        // HTTP/2 may split the cookies over several fields; HTTP/1.1 allows only one (RFC 9113,
        // 8.2.3).
        List<String> cookies = given.getAll("cookie");
        if (!cookies.isEmpty()) {
            sent.set("cookie", String.join("; ", cookies));
        }
        String address = request.remoteAddress().hostAddress();
        sent.set("x-forwarded-for", address);
        String proof = AddressProof.of(address);
        if (proof != null) {
            sent.set(ForwardProof.HEADER, proof);
        }
        sent.set("x-forwarded-proto", request.isSSL() ? "https" : "http");
        sent.set("x-forwarded-host", exchange.host());
        sent.set("x-request-id", exchange.requestId());
    }
}
