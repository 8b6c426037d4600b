package activate.agenthub.link;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemBody;
import activate.servicekit.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What the socket routes share: work off the event loop, and problems before the upgrade. */
@ApplicationScoped
public class Upgrade {
    private static final Logger LOG = Logger.getLogger(Upgrade.class);
    private static final int MOST_AT_ONCE = 2048;
    private static final ProblemCode UPGRADE_REQUIRED =
            new ProblemCode("upgrade_required", 426, "This address speaks WebSocket only.");

    private final ObjectMapper json;
    private final Semaphore slots = new Semaphore(MOST_AT_ONCE);

    Upgrade(ObjectMapper json) {
        this.json = json;
    }

    /** Whether this is a WebSocket upgrade; if not, the request is answered. */
    public boolean isUpgrade(HttpServerRequest request) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            return true;
        }
        refuse(request, Problem.of(UPGRADE_REQUIRED, "Connect with a WebSocket client."));
        return false;
    }

    /** Whether the client asks for {@code protocol}. */
    public static boolean offers(HttpServerRequest request, String protocol) {
        return request.headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .anyMatch(offered -> offered.strip().equals(protocol));
    }

    /** Runs blocking {@code work} on a virtual thread; the result comes on {@code context}. */
    public <T> Future<T> offLoop(Vertx vertx, Context context, Callable<T> work) {
        Promise<T> promise = Promise.promise();
        if (!slots.tryAcquire()) {
            promise.fail(new RejectedExecutionException("too many requests at once"));
            return promise.future();
        }
        Thread.startVirtualThread(
                () -> {
                    try {
                        T result = work.call();
                        context.runOnContext(_ -> promise.complete(result));
                    } catch (Exception e) { // Whatever failed is the result.
                        context.runOnContext(_ -> promise.fail(e));
                    } finally {
                        slots.release();
                    }
                });
        return promise.future();
    }

    /** Answers a failed request with a problem. */
    public void refuse(HttpServerRequest request, Throwable failure) {
        Problem problem =
                switch (failure) {
                    case Problem known -> known;
                    case RejectedExecutionException _ ->
                            Problem.of(ProblemCode.UNAVAILABLE, "Too much at once, try again.");
                    default -> unknown(failure);
                };
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(problem.code().status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(body(problem, request.getHeader("X-Request-Id")));
    }

    private static Problem unknown(Throwable failure) {
        LOG.errorf(failure, "request failed code=internal");
        return failure instanceof com.mongodb.MongoException
                ? Problem.of(ProblemCode.UNAVAILABLE, "A store is away for the moment, try again.")
                : Problem.of(ProblemCode.INTERNAL, "The platform failed to answer.");
    }

    private String body(Problem problem, @Nullable String requestId) {
        try {
            return json.writeValueAsString(ProblemBody.of(problem, requestId));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON", e);
        }
    }
}
