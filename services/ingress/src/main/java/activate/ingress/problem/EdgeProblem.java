package activate.ingress.problem;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One refusal as an RFC 9457 problem; it carries the older members {@code error} and {@code
 * message} too.
 */
public record EdgeProblem(
        int status, String code, String title, String detail, @Nullable Duration retryAfter) {

    public static final String MEDIA_TYPE = "application/problem+json";

    EdgeProblem(int status, String code, String title, String detail) {
        this(status, code, title, detail, null);
    }

    public JsonObject json(String requestId) {
        return new JsonObject()
                .put("type", "/problems/" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code)
                .put("error", true)
                .put("message", detail)
                .put("requestId", requestId);
    }
}
