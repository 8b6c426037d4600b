package activate.ingress.proxy;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which headers concern one connection only, and which would let a client claim an identity. */
final class HeaderNames {

    private static final Set<String> HOP_BY_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-authentication-info",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    private static final Set<String> CLAIMS =
            Set.of(
                    "forwarded",
                    "x-forwarded",
                    "x-real-ip",
                    "x-request-id",
                    "x-correlation-id",
                    "remote-user",
                    "remote-addr",
                    "via",
                    "true-client-ip",
                    "cf-connecting-ip",
                    "fastly-client-ip",
                    "x-cluster-client-ip",
                    "x-http-method-override",
                    "x-http-method",
                    "x-method-override",
                    "x-host",
                    "x-scheme");

    private static final List<String> CLAIM_PREFIXES =
            List.of(
                    "x-forwarded-",
                    "client-cert",
                    "x-client-",
                    "x-ssl-",
                    "ssl-",
                    "x-remote-",
                    "x-pw-",
                    "x-activate-",
                    "x-user-",
                    "x-auth-",
                    "x-authenticated-",
                    "x-original-",
                    "x-rewrite-",
                    "x-envoy-");

    private HeaderNames() {}

    static boolean isHopByHop(String lowerCaseName) {
        return HOP_BY_HOP.contains(lowerCaseName);
    }

    static boolean isClaim(String lowerCaseName) {
        return CLAIMS.contains(lowerCaseName)
                || lowerCaseName.equals("x-user")
                || CLAIM_PREFIXES.stream().anyMatch(lowerCaseName::startsWith);
    }

    /** The names that {@code Connection} declares to be of this hop. */
    static Set<String> namedInConnection(MultiMap headers) {
        if (!headers.contains("connection")) {
            return Set.of();
        }
        Set<String> named = new HashSet<>();
        for (String value : headers.getAll("connection")) {
            for (String name : value.split(",", -1)) {
                named.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return named;
    }
}
