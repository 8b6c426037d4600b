package activate.agenthub.socket;

import activate.agenthub.HubLimits;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemBody;
import activate.servicekit.problem.ProblemCode;
import activate.tunnel.config.TunnelLimits;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the socket routes share: a request is admitted off the event loop and becomes a guarded
 * socket, or is answered with a problem.
 */
@ApplicationScoped
public class Upgrade {
    private static final Logger LOG = Logger.getLogger(Upgrade.class);
    private static final ProblemCode UPGRADE_REQUIRED =
            new ProblemCode("upgrade_required", 426, "This address speaks WebSocket only.");

    private static final Pattern WEBSOCKET_KEY = Pattern.compile("[A-Za-z0-9+/]{22}==");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Vertx vertx;
    private final ObjectMapper json;
    private final TunnelLimits.Rate smallFrames;
    private final Semaphore slots;

    /** Takes a socket whose request was admitted; called on {@code context}. */
    public interface Taker<T> {
        /** From now on the socket is the taker's. */
        void take(Context context, ServerWebSocket socket, T admitted);
    }

    Upgrade(Vertx vertx, ObjectMapper json, HubLimits limits, MeterRegistry metrics) {
        this.vertx = vertx;
        this.json = json;
        this.smallFrames = SocketGuard.smallFrames(limits);
        int most = limits.upgrades();
        this.slots = new Semaphore(most);
        metrics.gauge(
                "activate.hub.held",
                Tags.of("what", "upgrades"),
                slots,
                free -> most - free.availablePermits());
    }

    /**
     * Makes a socket of a request.
     *
     * @param admission reads the request at once; what it returns blocks, and what that throws is
     *     the answer
     */
    public <T> void accept(
            HttpServerRequest request,
            Function<HttpServerRequest, Callable<T>> admission,
            Taker<T> taker) {
        if (!isUpgrade(request)) {
            return;
        }
        request.pause();
        Context context = vertx.getOrCreateContext();
        offLoop(context, admission.apply(request))
                .compose(
                        admitted ->
                                request.toWebSocket()
                                        .map(
                                                socket -> {
                                                    taker.take(
                                                            context,
                                                            SocketGuard.install(
                                                                    request.connection(),
                                                                    socket,
                                                                    smallFrames),
                                                            admitted);
                                                    return true;
                                                }))
                .onFailure(failure -> refuse(request, failure));
    }

    private boolean isUpgrade(HttpServerRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            refuse(request, Problem.of(UPGRADE_REQUIRED, "Connect with a WebSocket client."));
            return false;
        }
        String key = String.valueOf(request.getHeader("Sec-WebSocket-Key"));
        if (!WEBSOCKET_KEY.matcher(key).matches()
                || !"13".equals(request.getHeader("Sec-WebSocket-Version"))) {
            refuse(
                    request,
                    Problem.invalid("Sec-WebSocket-Key", "This is no WebSocket of version 13."));
            return false;
        }
        return true;
    }

    /** Whether the client asks for {@code protocol}. */
    public static boolean offers(HttpServerRequest request, String protocol) {
        return request.headers().getAll("Sec-WebSocket-Protocol").stream()
                .flatMap(line -> List.of(line.split(",")).stream())
                .anyMatch(offered -> offered.strip().equals(protocol));
    }

    /** Runs blocking {@code work} on a virtual thread; the result comes on {@code context}. */
    public <T> Future<T> offLoop(Context context, Callable<T> work) {
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

    private void refuse(HttpServerRequest request, Throwable failure) {
        Problem problem =
                switch (failure) {
                    case Problem known -> known;
                    case RejectedExecutionException _ ->
                            Problem.of(ProblemCode.UNAVAILABLE, "Too much at once, try again.");
                    default -> Problem.of(failure);
                };
        problem.log(LOG);
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        problem.headers().forEach(response::putHeader);
        response.setStatusCode(problem.code().status())
                .putHeader("Content-Type", ProblemBody.MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(body(problem, request.getHeader("X-Request-Id")));
    }

    private String body(Problem problem, @Nullable String requestId) {
        try {
            boolean isPlain = requestId != null && REQUEST_ID.matcher(requestId).matches();
            return json.writeValueAsString(ProblemBody.of(problem, isPlain ? requestId : null));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem cannot be written as JSON", e);
        }
    }
}
