package activate.agenthub.body;

import activate.agenthub.HubLimits;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemBody;
import activate.servicekit.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers an agent's body that is declared too large before it is read. What still comes of it is
 * dropped for a while: a connection that is cut while the client sends takes the answer with it.
 */
@ApplicationScoped
class LargeBodies {
    /** Before everything that reads a body, or cuts the connection because of it. */
    private static final int FIRST = -1000;

    private static final long DROPPED_FOR_MILLIS = 5_000;

    private final Vertx vertx;
    private final HubLimits limits;
    private final ObjectMapper json;

    LargeBodies(Vertx vertx, HubLimits limits, ObjectMapper json) {
        this.vertx = vertx;
        this.limits = limits;
        this.json = json;
    }

    void register(@Observes Router router) {
        router.post("/api/agent/*").order(FIRST).handler(this::check);
    }

    private void check(RoutingContext route) {
        HttpServerRequest request = route.request();
        long most =
                Math.max(
                        limits.heartbeatBytes().asLongValue(),
                        limits.registrationBytes().asLongValue());
        if (declared(request) <= most) {
            route.next();
            return;
        }
        long timer = vertx.setTimer(DROPPED_FOR_MILLIS, _ -> request.connection().close());
        request.endHandler(_ -> vertx.cancelTimer(timer));
        request.connection().closeHandler(_ -> vertx.cancelTimer(timer));
        request.response()
                .setStatusCode(ProblemCode.BODY_TOO_LARGE.status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE)
                .end(body(most));
        request.resume();
    }

    private static long declared(HttpServerRequest request) {
        try {
            String length = request.getHeader("Content-Length");
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private String body(long most) {
        Problem problem = JsonInput.tooLarge(most);
        try {
            return json.writeValueAsString(ProblemBody.of(problem, null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON", e);
        }
    }
}
