package activate.servicekit.call;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.request.RequestId;
import activate.servicekit.servicetoken.ServiceTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON over HTTP to one other service, with a service token and a deadline. Blocks: call it on a
 * virtual thread. A refusal of the other side comes as a {@link Problem} with its code, sentences
 * and facts; an absent other side as {@link ProblemCode#UNAVAILABLE}.
 */
public final class ServiceClient {
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();

    private final String service;
    private final URI base;
    private final Duration timeout;
    private final ServiceTokens tokens;
    private final ObjectMapper json;

    /**
     * @param service name of the other service, audience of the token
     * @param base its URL
     * @param timeout deadline of each call
     */
    public ServiceClient(
            String service, URI base, Duration timeout, ServiceTokens tokens, ObjectMapper json) {
        this.service = service;
        this.base = base;
        this.timeout = timeout;
        this.tokens = tokens;
        this.json = json;
    }

    /** GET, answered by a body of {@code type}. */
    public <T> T get(String path, TypeReference<T> type) {
        return read(send("GET", path, null), type);
    }

    /** POST of {@code body}, answered by a body of {@code type}. */
    public <T> T post(String path, Object body, TypeReference<T> type) {
        return read(send("POST", path, body), type);
    }

    /** DELETE, answered without a body. */
    public void delete(String path) {
        send("DELETE", path, null);
    }

    private byte[] send(String method, String path, @Nullable Object body) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path))
                            .timeout(timeout)
                            .header("Authorization", "Bearer " + tokens.issue(service))
                            .header("Accept", "application/json")
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofByteArray(
                                                    json.writeValueAsBytes(body)));
            String requestId = RequestId.current();
            if (requestId != null) {
                request.header(RequestId.HEADER, requestId);
            }
            HttpResponse<byte[]> answer = TimedCall.send(HTTP, request.build(), timeout);
            if (answer.statusCode() / 100 != 2) {
                throw refusal(answer);
            }
            return answer.body();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The body cannot be written as JSON", e);
        } catch (IOException e) {
            throw Problem.causedBy(
                    ProblemCode.UNAVAILABLE, "The service " + service + " does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.causedBy(ProblemCode.UNAVAILABLE, "The platform is stopping.", e);
        }
    }

    private Problem refusal(HttpResponse<byte[]> answer) {
        String code = "internal";
        String detail = "The service " + service + " answered " + answer.statusCode() + ".";
        String title = "";
        Map<String, Object> params = Map.of();
        try {
            JsonNode problem = json.readTree(answer.body());
            code = problem.path("code").asText(code);
            detail = problem.path("detail").asText(detail);
            title = problem.path("title").asText(title);
            params = params(problem.path("params"));
        } catch (IOException _) {
            // Not a problem document: the status is all there is to say.
        }
        // That our own token is refused is no fault of the caller that we call for.
        if (answer.statusCode() >= 500 || code.equals(ProblemCode.SERVICE_UNAUTHENTICATED.code())) {
            return Problem.of(ProblemCode.UNAVAILABLE, detail);
        }
        String kind = title.isEmpty() ? detail : title;
        return Problem.of(new ProblemCode(code, answer.statusCode(), kind), detail, params);
    }

    /** The plain facts among what was said; the rest is not ours to pass on. */
    private static Map<String, Object> params(JsonNode said) {
        Map<String, Object> params = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one : said.properties()) {
            JsonNode value = one.getValue();
            if (value.isIntegralNumber() && value.canConvertToLong()) {
                params.put(one.getKey(), value.longValue());
            } else if (value.isTextual()) {
                params.put(one.getKey(), value.textValue());
            }
        }
        return params;
    }

    private <T> T read(byte[] body, TypeReference<T> type) {
        try {
            return json.readValue(body, type);
        } catch (IOException e) {
            throw new IllegalStateException("The service " + service + " answered oddly", e);
        }
    }
}
