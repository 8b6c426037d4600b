package activate.servicekit.problem;

import activate.servicekit.log.LogText;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** An error that the caller is told of. Its detail is safe to show: it holds no secret. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** When to come again to a part that is away, where nobody knows better. */
    private static final String RETRY_AFTER_SECONDS = "2";

    /** Not Basic, for which a browser would ask its user by itself. */
    private static final String CHALLENGE = "Bearer realm=\"activate\"";

    private final transient ProblemCode code;
    private final transient Map<String, Object> params;
    private final transient List<FieldError> errors;

    /**
     * One thing wrong with the input, at a place in the body or in a parameter.
     *
     * @param pointer JSON pointer into the body; empty for all of it
     * @param parameter name of a parameter of the query
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record FieldError(
            @Nullable String pointer, @Nullable String parameter, String code, String detail) {
        /** By a place that is a JSON pointer, or else the name of a parameter. */
        public static FieldError at(String place, String detail) {
            return place.isEmpty() || place.startsWith("/")
                    ? new FieldError(place, null, "invalid", detail)
                    : new FieldError(null, place, "invalid", detail);
        }

        /** Address of the page about problems of this kind. */
        @JsonProperty
        public String type() {
            return ProblemBody.page(ProblemCode.INVALID_REQUEST);
        }

        /** Where the parameter stands; nothing for a place in the body. */
        @JsonProperty
        public @Nullable String in() {
            return parameter == null ? null : "query";
        }

        /** The pointer, or the name of the parameter. */
        @JsonIgnore
        public String place() {
            return pointer == null ? Objects.requireNonNull(parameter) : pointer;
        }
    }

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

    /**
     * Input that is wrong in one place; the detail gives the value and what was expected.
     *
     * @param place JSON pointer into the body, or the name of a parameter
     */
    public static Problem invalid(String place, String detail) {
        return invalid(detail, List.of(FieldError.at(place, detail)));
    }

    /** A problem that something else caused; the cause is logged, never shown. */
    public static Problem causedBy(ProblemCode code, String detail, Throwable cause) {
        return new Problem(code, detail, Map.of(), List.of(), cause);
    }

    /**
     * What the caller is told when {@code failure} ended his request: a problem as it is, of a
     * store that is away that it is, and of all else no more than that the platform failed.
     */
    public static Problem of(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        return StoreAway.isReasonOf(failure)
                ? causedBy(
                        ProblemCode.UNAVAILABLE,
                        "A store of the platform does not answer for the moment. Try again.",
                        failure)
                : causedBy(
                        ProblemCode.INTERNAL,
                        "The platform failed to answer. Report the request id to its operator.",
                        failure);
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

    /**
     * Headers that the answer has beside its body: {@code Retry-After} in seconds, from the facts
     * or a moment where a part is away, and {@code WWW-Authenticate} where a credential is missing.
     */
    public Map<String, String> headers() {
        Object known = params.get("retryAfterSeconds");
        if (known != null) {
            return Map.of("Retry-After", known.toString());
        }
        if (code.status() == ProblemCode.UNAVAILABLE.status()) {
            return Map.of("Retry-After", RETRY_AFTER_SECONDS);
        }
        return code.status() == ProblemCode.UNAUTHENTICATED.status()
                ? Map.of("WWW-Authenticate", CHALLENGE)
                : Map.of();
    }

    /** Writes a line for the operator, where the platform is the one that failed. */
    public void log(Logger log) {
        int status = code.status();
        if (status < ProblemCode.INTERNAL.status()) {
            log.debugf("request refused code=%s", code.code());
        } else if (status == ProblemCode.UNAVAILABLE.status()) {
            // Each request says so while a part is away: a line each, the trace for who looks.
            String cause = getCause() == null ? detail() : LogText.of(getCause());
            log.errorf("request failed code=%s cause=%s", code.code(), cause);
            log.debug("request failed", this);
        } else {
            log.errorf(this, "request failed code=%s", code.code());
        }
    }

    /** What is wrong with the input, place by place. */
    public List<FieldError> errors() {
        return errors;
    }
}
