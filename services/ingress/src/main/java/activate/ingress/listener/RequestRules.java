package activate.ingress.listener;

import activate.ingress.limit.EdgeLimits;
import activate.ingress.problem.EdgeProblem;
import activate.ingress.problem.EdgeProblems;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request must keep to before its path is looked at. The HTTP parser has refused the rest
 * already. One for each event loop.
 */
final class RequestRules {

    private static final Set<HttpMethod> METHODS =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS);
    private static final String ALLOW =
            METHODS.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

    /** One way to write a name: an end with a dot would be another host with other routes. */
    private static final Pattern HOST =
            Pattern.compile(LABEL + "(\\." + LABEL + ")*|\\[[0-9A-Fa-f:.]{2,45}]");

    private static final int HOST_LENGTH = 253;
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^`|~";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final long headerSize;
    private final long lineSize;

    /** Clients name the same host over and over. */
    private String lastHost = "";

    /** What is larger is refused, over HTTP/2 as HTTP/1.1's decoder does it. */
    RequestRules(EdgeLimits limits) {
        headerSize = limits.headerSize().asLongValue();
        lineSize = limits.requestLineSize().asLongValue();
    }

    @Nullable EdgeProblem refusalOf(HttpServerRequest request) {
        if (isTooLarge(request.headers())) {
            return EdgeProblems.headersTooLarge(headerSize);
        }
        if (!METHODS.contains(request.method())) {
            return EdgeProblems.methodNotAllowed(ALLOW);
        }
        if (request.uri().length() > lineSize) {
            return EdgeProblems.uriTooLong(lineSize);
        }
        MultiMap headers = request.headers();
        String why = whyNotFields(headers);
        if (why == null) {
            why = whyNotHost(request, headers);
        }
        if (why == null) {
            why = whyNotLength(headers);
        }
        return why == null ? null : EdgeProblems.badHeader(why);
    }

    /** Over HTTP/1.1 the decoder has refused it already. */
    private boolean isTooLarge(MultiMap headers) {
        long size = 0;
        for (var header : headers) {
            size += header.getKey().length() + header.getValue().length();
        }
        return size > headerSize;
    }

    /** The host that the client named, lower case and without port. */
    static String hostOf(HttpServerRequest request) {
        return request.authority().host().toLowerCase(Locale.ROOT);
    }

    /**
     * Over HTTP/2 a name or a value can hold what would end a line, and so a header, in HTTP/1.1.
     */
    private static @Nullable String whyNotFields(MultiMap headers) {
        for (var header : headers) {
            String name = header.getKey();
            if (name.indexOf('_') >= 0) {
                return "a name with an underscore";
            }
            if (!isToken(name)) {
                return "a name that is no token";
            }
            if (!isFieldValue(header.getValue())) {
                return "a value with a control character";
            }
        }
        return null;
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isTokenSign(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isFieldValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isFieldSign(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTokenSign(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_SIGNS.indexOf(c) >= 0;
    }

    private static boolean isFieldSign(int c) {
        return c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff);
    }

    private @Nullable String whyNotHost(HttpServerRequest request, MultiMap headers) {
        int hosts = headers.getAll("host").size();
        if (hosts > 1) {
            return "more than one Host";
        }
        if (request.version() != HttpVersion.HTTP_2 && hosts == 0) {
            return "no Host";
        }
        HostAndPort authority = request.authority();
        if (authority == null || !isHost(authority.host())) {
            return "a Host that is no host name";
        }
        String host = headers.get("host");
        boolean differs =
                request.version() == HttpVersion.HTTP_2
                        && host != null
                        && !host.equalsIgnoreCase(authority.toString());
        return differs ? "Host and :authority differ" : null;
    }

    private boolean isHost(String host) {
        if (host.equals(lastHost)) {
            return true;
        }
        boolean is = host.length() <= HOST_LENGTH && HOST.matcher(host).matches();
        if (is) {
            lastHost = host;
        }
        return is;
    }

    private static @Nullable String whyNotLength(MultiMap headers) {
        List<String> lengths = headers.getAll("content-length");
        if (lengths.size() > 1) {
            return "more than one Content-Length";
        }
        if (!lengths.isEmpty() && !LENGTH.matcher(lengths.getFirst()).matches()) {
            return "a Content-Length that is no number";
        }
        List<String> codings = headers.getAll("transfer-encoding");
        if (codings.size() > 1
                || (!codings.isEmpty() && !codings.getFirst().equalsIgnoreCase("chunked"))) {
            return "a Transfer-Encoding other than chunked";
        }
        return !codings.isEmpty() && !lengths.isEmpty()
                ? "both Content-Length and Transfer-Encoding"
                : null;
    }
}
