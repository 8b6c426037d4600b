package activate.ingress.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** Where the two services behind the edge are. */
@ConfigMapping(prefix = "activate.ingress.route")
public interface RouteConfig {

    /** Base address of legacy-api. */
    @WithDefault("http://127.0.0.1:4006")
    URI legacyApi();

    /** Base address of agent-hub. */
    @WithDefault("http://127.0.0.1:8090")
    URI agentHub();

    /** Domain below which each host is one session. */
    @WithDefault("sessions.localhost")
    String sessionsDomain();
}
