package activate.ingress.route;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which hosts lead elsewhere than paths do. */
@ConfigMapping(prefix = "activate.ingress.route")
public interface RouteConfig {

    /** Domain below which each host is one session. */
    @WithDefault("sessions.localhost")
    String sessionsDomain();
}
