package activate.ingress.problem;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Writes a problem as the answer to a request. Event loop only. */
public final class Refuse {

    /**
     * How long a client may go on sending a body that was refused, so that it can read the answer.
     */
    private static final long LINGER_MILLIS = 2_000;

    private Refuse() {}

    public static void with(
            Vertx vertx, HttpServerRequest request, EdgeProblem problem, String requestId) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        Buffer body = problem.json(requestId).toBuffer();
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, EdgeProblem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
        problem.headers().forEach(response::putHeader);
        response.end(HttpMethod.HEAD.equals(request.method()) ? Buffer.buffer() : body);
        discardRest(vertx, request);
    }

    /**
     * Takes what the client still sends for a moment: closing at once would reset the answer away.
     */
    public static void discardRest(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        request.handler(_ -> {}).exceptionHandler(_ -> {});
        request.resume();
        vertx.setTimer(
                LINGER_MILLIS,
                _ -> {
                    if (request.isEnded()) {
                        return;
                    }
                    if (request.version() == HttpVersion.HTTP_2) {
                        request.response().reset();
                    } else {
                        request.connection().close();
                    }
                });
    }
}
