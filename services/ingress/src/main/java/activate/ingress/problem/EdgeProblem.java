package activate.ingress.problem;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * One refusal as an RFC 9457 problem; it carries the older members {@code error} and {@code
 * message} too.
 *
 * @param headers of the answer beside those that every problem has
 */
public record EdgeProblem(
        int status, String code, String title, String detail, Map<String, String> headers) {

    public static final String MEDIA_TYPE = "application/problem+json";

    EdgeProblem(int status, String code, String title, String detail) {
        this(status, code, title, detail, Map.of());
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
