package activate.outbound;

import activate.outbound.OutboundException.Kind;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The way out that `HTTPS_PROXY` and `NO_PROXY` ask for. Its password is never part of its text.
 */
public final class ProxyRoute extends ProxySelector {
    private static final int USUAL_PORT = 3128;

    // The password may hold anything, also what should have been encoded: the last @ ends it.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:([A-Za-z][A-Za-z0-9+.-]*)://)?(?:(.*)@)?(\\[[0-9a-fA-F:.%]+]|[^\\s:/@\\[\\]]+)(?::(\\d{1,5}))?/?");

    private final @Nullable HttpProxy proxy;
    private final @Nullable OutboundException unusable;
    private final ExceptedHosts direct;

    private ProxyRoute(
            @Nullable HttpProxy proxy, @Nullable OutboundException unusable, ExceptedHosts direct) {
        this.proxy = proxy;
        this.unusable = unusable;
        this.direct = direct;
    }

    /** A proxy, the variable that named it, and the header that its login makes. */
    record HttpProxy(String variable, String host, int port, @Nullable String authorization) {
        String authority() {
            return host + ":" + port;
        }

        @Override
        public String toString() {
            return "proxy " + authority() + " (" + variable + ")";
        }
    }

    /**
     * Reads the upper and the lower case spelling of the two variables. A proxy that cannot be used
     * is told when it is needed: a host of `NO_PROXY` needs none.
     */
    public static ProxyRoute of(Map<String, String> environment) {
        ExceptedHosts direct =
                new ExceptedHosts(
                        environment.getOrDefault(spelling(environment, "NO_PROXY"), "").strip());
        String variable = spelling(environment, "HTTPS_PROXY");
        String value = environment.getOrDefault(variable, "").strip();
        if (value.isEmpty()) {
            return new ProxyRoute(null, null, direct);
        }
        try {
            return new ProxyRoute(parse(variable, value), null, direct);
        } catch (OutboundException e) {
            return new ProxyRoute(null, e, direct);
        }
    }

    private static String spelling(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").isBlank() ? name.toLowerCase(Locale.ROOT) : name;
    }

    private static HttpProxy parse(String variable, String value) throws OutboundException {
        Matcher parts = ADDRESS.matcher(value);
        if (!parts.matches()) {
            throw unusable(variable + " is not the address of an HTTP proxy");
        }
        String scheme = parts.group(1) == null ? "http" : parts.group(1).toLowerCase(Locale.ROOT);
        if (scheme.startsWith("socks")) {
            throw unusable(
                    variable
                            + " names a SOCKS proxy ("
                            + scheme
                            + "://), which is not spoken here");
        }
        if (scheme.equals("https")) {
            throw unusable(
                    variable
                            + " names a proxy that itself speaks TLS (https://), which is not supported here");
        }
        int port = parts.group(4) == null ? USUAL_PORT : Integer.parseInt(parts.group(4));
        if (!scheme.equals("http") || port < 1 || port > 65_535) {
            throw unusable(variable + " is not the address of an HTTP proxy");
        }
        return new HttpProxy(variable, parts.group(3), port, authorization(parts.group(2)));
    }

    /** The text is not repeated: it may hold a password. */
    private static OutboundException unusable(String message) {
        return new OutboundException(
                Kind.PROXY,
                message,
                "use http://[user:password@]host:port, or name the platform's host in NO_PROXY where it can be reached without a proxy",
                null);
    }

    private static @Nullable String authorization(@Nullable String login) {
        if (login == null || login.isEmpty()) {
            return null;
        }
        String[] parts = login.split(":", 2);
        String text = decode(parts[0]) + ":" + (parts.length > 1 ? decode(parts[1]) : "");
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            // A percent sign that was not encoded.
            return text;
        }
    }

    /** Whether a connection to this host and port goes through the proxy. */
    public boolean covers(String host, int port) {
        return (proxy != null || unusable != null) && !direct.covers(host, port);
    }

    /** How a URI is reached, for people: `direct`, or which proxy. */
    public String way(URI uri) {
        if (!covers(uri.getHost(), port(uri))) {
            return "direct";
        }
        return proxy == null ? "a proxy that cannot be used" : proxy.toString();
    }

    /**
     * The proxy that leads to a URI.
     *
     * @throws OutboundException where that proxy cannot be used
     */
    Optional<HttpProxy> proxy(URI uri) throws OutboundException {
        if (!covers(uri.getHost(), port(uri))) {
            return Optional.empty();
        }
        if (unusable != null) {
            throw unusable;
        }
        return Optional.ofNullable(proxy);
    }

    static int port(URI uri) {
        return uri.getPort() < 0 ? 443 : uri.getPort();
    }

    @Override
    public List<Proxy> select(URI uri) {
        HttpProxy used = proxy;
        return used != null && uri.getHost() != null && covers(uri.getHost(), port(uri))
                ? List.of(
                        new Proxy(Proxy.Type.HTTP, new InetSocketAddress(used.host(), used.port())))
                : List.of(Proxy.NO_PROXY);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The caller of the request gets the same failure.
    }

    @Override
    public String toString() {
        return proxy == null ? "direct" : proxy.toString();
    }
}
