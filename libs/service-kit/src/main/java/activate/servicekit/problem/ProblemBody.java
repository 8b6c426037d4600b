package activate.servicekit.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a failed request: RFC 9457 members, and {@code error} and {@code message} for
 * clients of the older error envelope.
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        String code,
        Map<String, Object> params,
        List<Problem.FieldError> errors,
        boolean error,
        String message,
        @Nullable String requestId) {

    /** Media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The body for {@code problem}. */
    public static ProblemBody of(Problem problem, @Nullable String requestId) {
        ProblemCode code = problem.code();
        return new ProblemBody(
                page(code),
                code.title(),
                code.status(),
                problem.detail(),
                code.code(),
                problem.params(),
                problem.errors(),
                true,
                problem.detail(),
                requestId);
    }

    /** Address of the page about problems with that code, below the platform's. */
    static String page(ProblemCode code) {
        return "/problems/" + code.code();
    }
}
