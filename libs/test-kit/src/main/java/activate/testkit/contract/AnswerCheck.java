package activate.testkit.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds every answer that a test gets under {@code /api} against the contract: the status of
 * success is exactly its own, the body has its schema, a refusal has the members that clients read.
 * What is added stands in {@code docs/api-extensions.md}.
 */
public final class AnswerCheck implements Filter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REFUSAL = 400;

    private final ApiContract contract;
    private final KnownDeviations known;

    AnswerCheck(ApiContract contract, KnownDeviations known) {
        this.contract = contract;
        this.known = known;
    }

    /** Looks at answers with the contract and the document of the checkout. */
    public static AnswerCheck ofCheckout() {
        return new AnswerCheck(ApiContract.read(), KnownDeviations.read());
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expected,
            FilterContext context) {
        Response answer = context.next(request, expected);
        String path = path(request.getURI());
        if (path.startsWith("/api/") && !request.getMethod().equals("HEAD")) {
            check(request.getMethod(), path, answer.statusCode(), answer.body().asString());
        }
        return answer;
    }

    /** Fails unless this may be the answer to such a request. */
    void check(String method, String path, int status, String body) {
        List<String> faults =
                status >= REFUSAL
                        ? refusalFaults(body)
                        : contract.of(method, path)
                                .map(operation -> faults(operation, status, body))
                                .orElse(List.of());
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "The answer %d to %s %s is not what the contract says: %s%n%s"
                            .formatted(status, method, path, String.join("; ", faults), body));
        }
    }

    private List<String> faults(Operation operation, int status, String body) {
        if (status != operation.status()) {
            return List.of("clients take only " + operation.status() + " as success");
        }
        return switch (operation.answer()) {
            case Operation.Answer.Empty _ -> body.isEmpty() ? List.of() : List.of("it has a body");
            case Operation.Answer.Raw _ -> List.of();
            case Operation.Answer.Json(JsonNode schema) -> {
                JsonNode value = json(body);
                yield value == null
                        ? List.of("it is no JSON")
                        : contract.schemas().faults(schema, value, known.membersOf(operation));
            }
        };
    }

    /** Clients stumble over a refusal without these two, whoever refuses. */
    private static List<String> refusalFaults(String body) {
        JsonNode value = json(body);
        boolean good =
                value != null
                        && value.path("error").isBoolean()
                        && value.path("message").isTextual()
                        && (!value.has("code") || value.path("code").isTextual())
                        && (!value.has("params") || value.path("params").isObject());
        return good ? List.of() : List.of("a refusal has `error` and `message`");
    }

    private static @Nullable JsonNode json(String body) {
        try {
            JsonNode value = JSON.readTree(body);
            return value.isMissingNode() ? null : value;
        } catch (JsonProcessingException _) {
            return null;
        }
    }

    private static String path(String uri) {
        int host = uri.indexOf("://");
        int begin = uri.indexOf('/', host < 0 ? 0 : host + 3);
        if (begin < 0) {
            return "/";
        }
        int end = uri.indexOf('?', begin);
        return uri.substring(begin, end < 0 ? uri.length() : end);
    }
}
