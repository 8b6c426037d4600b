package activate.servicekit.problem;

import activate.servicekit.request.RequestId;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * Turns every exception into a problem; a store that is away becomes a 503, what is unknown a 500
 * without detail.
 */
public final class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(Problem problem) {
        problem.log(LOG);
        return answer(problem);
    }

    @ServerExceptionMapper
    public Response webApplication(WebApplicationException e) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        return answer(ofStatus(e.getResponse().getStatus(), e));
    }

    @ServerExceptionMapper
    public Response json(JacksonException e) {
        String pointer = "";
        if (e instanceof JsonMappingException mapping) {
            pointer =
                    mapping.getPath().stream()
                            .map(
                                    step ->
                                            step.getFieldName() == null
                                                    ? "/" + step.getIndex()
                                                    : "/" + step.getFieldName())
                            .collect(Collectors.joining());
        }
        String where = pointer.isEmpty() ? place(e) : " at " + pointer;
        String detail =
                "The body is not the JSON that is expected here" + where + expected(e) + ".";
        Problem problem =
                pointer.isEmpty()
                        ? Problem.of(ProblemCode.INVALID_REQUEST, detail)
                        : Problem.invalid(detail, List.of(Problem.FieldError.at(pointer, detail)));
        return answer(problem);
    }

    private static String place(JacksonException e) {
        JsonLocation at = e.getLocation();
        return at == null || at.getLineNr() < 1
                ? ""
                : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    private static String expected(JacksonException e) {
        Class<?> type =
                e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        if (type == null) {
            return "";
        }
        String what = "an object";
        if (Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != boolean.class)) {
            what = "a number";
        } else if (type == Boolean.class || type == boolean.class) {
            what = "true or false";
        } else if (CharSequence.class.isAssignableFrom(type) || type.isEnum()) {
            what = "a text";
        } else if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            what = "a list";
        }
        return ": " + what + " is expected";
    }

    /** The framework has an answer of its own for these, which is no problem. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException e) {
        return json(e);
    }

    @ServerExceptionMapper
    public Response unknown(Throwable e) {
        return problem(Problem.of(e));
    }

    private static Problem ofStatus(int status, WebApplicationException e) {
        return switch (status) {
            case 401 -> Problem.of(ProblemCode.UNAUTHENTICATED, "Sign in first.");
            case 403 -> Problem.of(ProblemCode.FORBIDDEN, "You may not do this.");
            case 404 -> {
                boolean parameter = !(e instanceof NotFoundException) || e.getCause() != null;
                String detail =
                        parameter ? "There is no such thing." : "There is no route at this path.";
                yield Problem.of(ProblemCode.NOT_FOUND, detail);
            }
            case 405 ->
                    Problem.of(
                            ProblemCode.METHOD_NOT_ALLOWED, "This path does not take this method.");
            case 406 ->
                    Problem.of(
                            ProblemCode.NOT_ACCEPTABLE,
                            "Accept application/json and application/problem+json.");
            case 413 ->
                    Problem.of(
                            ProblemCode.BODY_TOO_LARGE,
                            "The body is longer than this operation takes.");
            case 415 ->
                    Problem.of(
                            ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                            "Send the body as application/json.");
            default -> {
                if (status >= 400 && status < 500) {
                    yield Problem.of(
                            ProblemCode.INVALID_REQUEST.withStatus(status),
                            "The request is not valid.");
                }
                LOG.errorf(e, "request failed status=%d", status);
                yield Problem.of(ProblemCode.INTERNAL, "The platform failed to answer.");
            }
        };
    }

    /** The answer that tells of a problem. */
    public static Response answer(Problem problem) {
        @Nullable String requestId = RequestId.current();
        Response.ResponseBuilder answer =
                Response.status(problem.code().status())
                        .type(ProblemBody.MEDIA_TYPE)
                        .entity(ProblemBody.of(problem, requestId));
        problem.headers().forEach(answer::header);
        return answer.build();
    }
}
