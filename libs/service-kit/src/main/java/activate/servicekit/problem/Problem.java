package activate.servicekit.problem;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An error that the caller is told of. Its detail is safe to show: it holds no secret. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemCode code;
    private final transient Map<String, Object> params;
    private final transient List<FieldError> errors;

    /**
     * One thing wrong with the input.
     *
     * @param pointer JSON pointer into the body, or the name of a parameter
     */
    public record FieldError(String pointer, String code, String detail) {}

    private Problem(
            ProblemCode code,
            String detail,
            Map<String, Object> params,
            List<FieldError> errors,
            @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
        this.params = Map.copyOf(params);
        this.errors = List.copyOf(errors);
    }

    /** A problem with a sentence for people. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Map.of(), List.of(), null);
    }

    /** A problem with facts for programs. */
    public static Problem of(ProblemCode code, String detail, Map<String, Object> params) {
        return new Problem(code, detail, params, List.of(), null);
    }

    /** Input that is wrong in the named places. */
    public static Problem invalid(String detail, List<FieldError> errors) {
        return new Problem(ProblemCode.INVALID_REQUEST, detail, Map.of(), errors, null);
    }

    /** Input that is wrong in one place; the detail gives the value and what was expected. */
    public static Problem invalid(String pointer, String detail) {
        return invalid(detail, List.of(new FieldError(pointer, "invalid", detail)));
    }

    /** A problem that something else caused; the cause is logged, never shown. */
    public static Problem causedBy(ProblemCode code, String detail, Throwable cause) {
        return new Problem(code, detail, Map.of(), List.of(), cause);
    }

    /** The kind of error. */
    public ProblemCode code() {
        return code;
    }

    /** The sentence for people. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** Facts for programs. */
    public Map<String, Object> params() {
        return params;
    }

    /** What is wrong with the input, place by place. */
    public List<FieldError> errors() {
        return errors;
    }
}
