package activate.ingress.proxy;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

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
                    "via",
                    "proxy",
                    "x-request-id",
                    "x-correlation-id",
                    "remote-user",
                    "remote-addr",
                    "client-ip",
                    "client-dn",
                    "true-client-ip",
                    "fly-client-ip",
                    "fastly-client-ip",
                    "cf-connecting-ip",
                    "cf-ipcountry",
                    "x-cluster-client-ip",
                    "front-end-https",
                    "x-http-method",
                    "x-http-method-override",
                    "x-method-override",
                    "x-host",
                    "x-scheme",
                    "x-url-scheme",
                    "x-email",
                    "x-groups",
                    "x-role",
                    "x-roles",
                    "x-login",
                    "x-admin",
                    "x-is-admin",
                    "x-identity",
                    "x-principal",
                    "x-subject",
                    "x-caller",
                    "x-act-as",
                    "x-edipi",
                    "x-access-token",
                    "x-id-token",
                    "x-credential-identifier",
                    "x-anonymous-consumer");

    /** Those of the usual proxies and clouds too: a service may be put behind one some day. */
    private static final List<String> CLAIM_PREFIXES =
            List.of(
                    "x-forwarded-",
                    "client-cert",
                    "x-client-",
                    "x-ssl-",
                    "ssl-",
                    "x-remote-",
                    "remote-",
                    "x-real-",
                    "x-proxy",
                    "proxy-",
                    "wl-proxy-",
                    "x-user",
                    "x-auth",
                    "x-account",
                    "x-tenant",
                    "x-org",
                    "x-consumer-",
                    "x-jwt-",
                    "x-token-",
                    "x-impersonate-",
                    "impersonate-",
                    "x-internal",
                    "x-service-",
                    "x-peer-",
                    "x-spiffe-",
                    "x-cac-",
                    "x-piv-",
                    "x-dod-",
                    "x-pw-",
                    "x-activate-",
                    "x-original-",
                    "x-rewrite-",
                    "x-envoy-",
                    "x-webauth-",
                    "x-vouch-",
                    "x-pomerium-",
                    "cf-access-",
                    "tailscale-",
                    "x-azure-",
                    "x-appengine-",
                    "x-goog-",
                    "x-ms-",
                    "x-arr-",
                    "x-amzn-oidc-",
                    "x-amzn-mtls-");

    /** Those that begin with a letter, so that a name is compared with few. */
    private static final List<List<String>> BY_LETTER =
            IntStream.rangeClosed('a', 'z')
                    .mapToObj(
                            letter ->
                                    CLAIM_PREFIXES.stream()
                                            .filter(prefix -> prefix.charAt(0) == letter)
                                            .toList())
                    .toList();

    private HeaderNames() {}

    static boolean isHopByHop(String lowerCaseName) {
        return HOP_BY_HOP.contains(lowerCaseName);
    }

    static boolean isClaim(String lowerCaseName) {
        return CLAIMS.contains(lowerCaseName) || beginsLikeClaim(lowerCaseName);
    }

    private static boolean beginsLikeClaim(String name) {
        char first = name.isEmpty() ? ' ' : name.charAt(0);
        if (first < 'a' || first > 'z') {
            return false;
        }
        for (String prefix : BY_LETTER.get(first - 'a')) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
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
