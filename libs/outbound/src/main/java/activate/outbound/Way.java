package activate.outbound;

import activate.outbound.OutboundException.Kind;
import activate.outbound.ProxyRoute.HttpProxy;
import activate.outbound.ReachAddress.Place;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one URI is reached: directly, or through a proxy, which every failure on that way names.
 *
 * @param proxy null on a direct way
 */
record Way(URI uri, @Nullable HttpProxy proxy) {
    static final int PROXY_LOGIN = 407;

    /** How the JDK tells any other answer of a proxy than 200 and 407. */
    private static final Pattern REFUSED_TUNNEL = Pattern.compile("tunnel failed, got: (\\d{3})");

    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    /** The platform's host and port, as the URI has them. */
    String authority() {
        String authority = uri.getRawAuthority();
        return authority == null ? uri.toString() : authority;
    }

    /** Where the connection itself goes. */
    Place place() {
        return proxy == null
                ? new Place(uri.getHost(), ProxyRoute.port(uri))
                : new Place(proxy.host(), proxy.port());
    }

    /** The header that the proxy gets with the request for a tunnel; null where there is none. */
    @Nullable String proxyLogin() {
        return proxy == null ? null : proxy.authorization();
    }

    /** One sentence and one hint for what was thrown on this way. */
    OutboundException diagnose(Throwable failure) {
        if (proxy == null) {
            return DiagnoseFailure.diagnose(authority(), failure);
        }
        String prefix = "through the " + proxy + ": ";
        OutboundException known = DiagnoseFailure.find(failure, OutboundException.class);
        if (known != null && String.valueOf(known.getMessage()).startsWith(prefix)) {
            return known;
        }
        OutboundException found = behind(proxy, failure);
        return new OutboundException(
                found.kind(), prefix + found.getMessage(), found.hint(), found.getCause());
    }

    private OutboundException behind(HttpProxy used, Throwable failure) {
        Matcher refused = REFUSED_TUNNEL.matcher(DiagnoseFailure.text(failure));
        if (refused.find()) {
            return tunnelRefused(used, Integer.parseInt(refused.group(1)), failure);
        }
        OutboundException own = DiagnoseFailure.find(failure, OutboundException.class);
        if (own != null
                || DiagnoseFailure.find(failure, ConnectException.class) != null
                || DiagnoseFailure.find(failure, HttpConnectTimeoutException.class) != null
                || DiagnoseFailure.find(failure, UnresolvedAddressException.class) != null) {
            OutboundException found = DiagnoseFailure.diagnose(used.authority(), failure);
            return new OutboundException(
                    found.kind(), String.valueOf(found.getMessage()), otherWay(used), failure);
        }
        if (DiagnoseFailure.find(failure, ProtocolException.class) != null
                || DiagnoseFailure.text(failure).contains("header parser received no bytes")) {
            return new OutboundException(
                    Kind.PROXY,
                    "it does not answer as an HTTP proxy does",
                    otherWay(used),
                    failure);
        }
        OutboundException found = DiagnoseFailure.diagnose(authority(), failure);
        boolean unclear = found.kind() == Kind.TIMEOUT || found.kind() == Kind.UNREACHABLE;
        return unclear
                ? new OutboundException(
                        found.kind(),
                        String.valueOf(found.getMessage()),
                        "the proxy or the platform behind it does not answer; try again, "
                                + otherWay(used),
                        failure)
                : found;
    }

    private OutboundException tunnelRefused(HttpProxy used, int status, Throwable failure) {
        String answer =
                "it answers with status " + status + " instead of connecting to " + authority();
        if (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT) {
            return new OutboundException(
                    Kind.UNREACHABLE,
                    answer,
                    "check that "
                            + authority()
                            + " is right and that the platform can be reached from the proxy",
                    failure);
        }
        String hint =
                status / 100 == 3
                        ? "it may want a login in a browser first; else " + otherWay(used)
                        : "ask who runs it to allow connections to "
                                + authority()
                                + "; else "
                                + otherWay(used);
        return new OutboundException(Kind.PROXY, answer, hint, failure);
    }

    private String otherWay(HttpProxy used) {
        return "check "
                + used.variable()
                + ", or name "
                + uri.getHost()
                + " in NO_PROXY where it can be reached without a proxy";
    }

    /** A 407 on this way: it is the proxy's, because it cannot see what the platform answers. */
    OutboundException loginWanted(HttpHeaders headers) {
        HttpProxy used = proxy;
        if (used == null) {
            return new OutboundException(
                    Kind.PROTOCOL,
                    authority() + " answers as a proxy that asks for credentials",
                    "check that this is the platform's address",
                    null);
        }
        Set<String> schemes = new TreeSet<>();
        headers.allValues("Proxy-Authenticate")
                .forEach(line -> schemes.add(line.strip().split("[\\s,]", 2)[0]));
        boolean basic = schemes.stream().anyMatch("basic"::equalsIgnoreCase) || schemes.isEmpty();
        String prefix = "through the " + used + ": the proxy " + used.authority() + " ";
        if (!basic) {
            return new OutboundException(
                    Kind.PROXY,
                    prefix
                            + "asks for credentials by "
                            + String.join(", ", schemes)
                            + "; only Basic is spoken here",
                    "run a local forwarder that speaks it, such as cntlm or px, and put its address into "
                            + used.variable()
                            + "; or "
                            + otherWay(used).toLowerCase(Locale.ROOT),
                    null);
        }
        return used.authorization() == null
                ? new OutboundException(
                        Kind.PROXY,
                        prefix + "asks for credentials",
                        "put user:password@ into " + used.variable(),
                        null)
                : new OutboundException(
                        Kind.PROXY,
                        prefix + "asks for credentials and does not accept those that are set",
                        "correct user:password@ in "
                                + used.variable()
                                + "; encode special characters, such as %40 for @",
                        null);
    }
}
