package activate.ingress.route;

import activate.ingress.limit.EdgeLimits;
import activate.settings.ServiceUrls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The one table of routes: host and path to the part that answers. It has no row for internal-api
 * or cloud-cacher, and none for the internal paths of the services that it does name.
 */
public final class RouteTable {

    private static final Route NOWHERE = new Route.Nowhere();
    private static final Set<String> PAGES = Set.of("/", "/site.css", "/favicon.svg");
    private static final Set<String> SERVICES_ONLY = Set.of("internal", "q");
    private static final Map<String, String> AGENT_FILES =
            Map.of(
                    "/agent/linux-amd64.tar.gz", "application/gzip",
                    "/agent/linux-amd64.tar.gz.sha256", "text/plain; charset=utf-8",
                    "/agent/install.sh", "text/x-shellscript; charset=utf-8");

    private final String sessionsSuffix;
    private final Route api;
    private final Route agentApi;
    private final Route sockets;
    private final Route session;

    public RouteTable(RouteSettings settings, EdgeLimits limits) {
        ServiceUrls urls = settings.urls();
        this.sessionsSuffix = "." + settings.routes().sessionsDomain().toLowerCase(Locale.ROOT);
        long apiBody = limits.apiBodySize().asLongValue();
        Upstream legacyApi = Upstream.at("legacy-api", urls.legacyApi(), apiBody);
        Upstream hub =
                Upstream.at("agent-hub", urls.agentHub(), limits.agentBodySize().asLongValue());
        Upstream sessions = Upstream.at("agent-hub", urls.agentHub(), apiBody);
        this.api = new Route.ToService(legacyApi, false);
        this.agentApi = new Route.ToService(hub, false);
        this.sockets = new Route.ToService(hub, true);
        this.session = new Route.ToService(sessions, true);
    }

    /** Finds the route; {@code host} is lower case and has no port. */
    public Route find(String host, String path) {
        if (host.endsWith(sessionsSuffix)) {
            return isOfServicesOnly(path) ? NOWHERE : session;
        }
        if (isUnder(path, "/api/agent")) {
            return agentApi;
        }
        if (isUnder(path, "/api") || isUnder(path, "/problems")) {
            return api;
        }
        if (path.startsWith("/ws/ssh/")) {
            return sockets;
        }
        return ownRoute(path);
    }

    /** Whether the path is for programs: such a path is never redirected from plain HTTP. */
    public static boolean isForPrograms(String path) {
        return isUnder(path, "/api")
                || isUnder(path, "/ws")
                || isUnder(path, "/problems")
                || isUnder(path, "/agent")
                || isUnder(path, "/healthzz");
    }

    /**
     * The hub's own internal paths must not be reachable through a session's host either. Compared
     * by letters alone, however a service or what is before it may read the rest.
     */
    private static boolean isOfServicesOnly(String path) {
        int end = path.indexOf('/', 1);
        String first = end < 0 ? path : path.substring(0, end);
        String letters =
                URLDecoder.decode(first, StandardCharsets.ISO_8859_1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "");
        return SERVICES_ONLY.contains(letters);
    }

    private static Route ownRoute(String path) {
        if (PAGES.contains(path)) {
            return new Route.ToSite();
        }
        if (path.equals("/healthzz")) {
            return new Route.ToHealth();
        }
        String mediaType = AGENT_FILES.get(path);
        return mediaType == null
                ? NOWHERE
                : new Route.ToAgentFile(path.substring("/agent/".length()), mediaType);
    }

    private static boolean isUnder(String path, String prefix) {
        return path.startsWith(prefix)
                && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
