package activate.ingress.proxy;

import activate.ingress.route.CheckedTarget;
import io.vertx.core.http.HttpServerRequest;

/**
 * One request that passed every check, on its way to a service.
 *
 * @param host host as the client named it, with its port if it gave one
 * @param released told once an upgraded socket is gone
 */
public record Exchange(
        HttpServerRequest request,
        CheckedTarget target,
        String host,
        String requestId,
        Runnable released) {}
