package activate.outbound;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way out that `HTTPS_PROXY` and `NO_PROXY` ask for. Its password is never part of its text.
 */
public final class ProxyRoute extends ProxySelector {
    private final @Nullable InetSocketAddress proxy;
    private final @Nullable PasswordAuthentication login;
    private final List<String> direct;

    private ProxyRoute(
            @Nullable InetSocketAddress proxy,
            @Nullable PasswordAuthentication login,
            List<String> direct) {
        this.proxy = proxy;
        this.login = login;
        this.direct = direct;
    }

    /** Reads the upper and the lower case spelling of the two variables. */
    public static ProxyRoute of(Map<String, String> environment) throws OutboundException {
        String value = variable(environment, "HTTPS_PROXY");
        if (value.isEmpty()) {
            return new ProxyRoute(null, null, List.of());
        }
        URI uri = parse(value);
        int port = uri.getPort() < 0 ? 3128 : uri.getPort();
        List<String> direct =
                List.of(
                        variable(environment, "NO_PROXY")
                                .toLowerCase(Locale.ROOT)
                                .split("[,\\s]+", -1));
        return new ProxyRoute(
                InetSocketAddress.createUnresolved(uri.getHost(), port),
                login(uri.getRawUserInfo()),
                direct);
    }

    private static URI parse(String value) throws OutboundException {
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // The text may hold a password, so the cause is not kept.
        }
        throw new OutboundException(
                OutboundException.Kind.PROXY,
                "HTTPS_PROXY is not the address of an HTTP proxy",
                "use http://[user:password@]host:port",
                null);
    }

    private static @Nullable PasswordAuthentication login(@Nullable String userInfo) {
        if (userInfo == null) {
            return null;
        }
        String[] parts = userInfo.split(":", 2);
        return new PasswordAuthentication(
                decode(parts[0]), (parts.length > 1 ? decode(parts[1]) : "").toCharArray());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String variable(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name, "");
        return (upper.isEmpty()
                        ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "")
                        : upper)
                .strip();
    }

    Optional<PasswordAuthentication> login() {
        return Optional.ofNullable(login);
    }

    /** Whether a connection to this host goes through the proxy. */
    public boolean covers(String host) {
        return proxy != null
                && direct.stream().noneMatch(rule -> matches(rule, host.toLowerCase(Locale.ROOT)));
    }

    private static boolean matches(String rule, String host) {
        if (rule.isEmpty()) {
            return false;
        }
        String name = rule.startsWith("*.") ? rule.substring(1) : rule;
        String suffix = name.startsWith(".") ? name : "." + name;
        return rule.equals("*") || host.equals(suffix.substring(1)) || host.endsWith(suffix);
    }

    @Override
    public List<Proxy> select(URI uri) {
        String host = uri.getHost();
        return host != null && covers(host)
                ? List.of(new Proxy(Proxy.Type.HTTP, proxyAddress()))
                : List.of(Proxy.NO_PROXY);
    }

    private InetSocketAddress proxyAddress() {
        if (proxy == null) {
            throw new IllegalStateException("no proxy is set");
        }
        return new InetSocketAddress(proxy.getHostString(), proxy.getPort());
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The caller of the request gets the same failure.
    }

    @Override
    public String toString() {
        return proxy == null ? "direct" : "proxy " + proxy.getHostString() + ":" + proxy.getPort();
    }
}
