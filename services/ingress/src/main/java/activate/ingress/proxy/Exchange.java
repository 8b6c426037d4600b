package activate.ingress.proxy;

import activate.ingress.limit.Hold;
import activate.ingress.route.CheckedTarget;
import io.vertx.core.http.HttpServerRequest;

/**
 * One request that passed every check, on its way to a service.
 *
 * @param host host as the client named it, with its port if it gave one
 * @param hold what the request holds of the edge
 */
public record Exchange(
        HttpServerRequest request,
        CheckedTarget target,
        String host,
        String requestId,
        Hold hold) {}
