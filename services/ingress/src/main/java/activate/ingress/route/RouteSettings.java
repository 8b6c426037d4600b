package activate.ingress.route;

import activate.settings.PlatformConfig;
import activate.settings.ServiceUrls;
import jakarta.inject.Singleton;

/** Everything that is configured about where requests come to and go to. */
@Singleton
public record RouteSettings(RouteConfig routes, ServiceUrls urls, PlatformConfig platform) {}
