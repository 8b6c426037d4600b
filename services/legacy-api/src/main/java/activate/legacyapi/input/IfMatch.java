package activate.legacyapi.input;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** The condition that a document has not changed since the caller read it (RFC 9110 §13.1.1). */
public final class IfMatch {
    /** No condition. */
    public static final IfMatch ANY = new IfMatch(null);

    private static final ProblemCode VERSION_CHANGED =
            new ProblemCode("version_changed", 412, "Somebody else has changed this.");

    private final @Nullable Request request;

    private IfMatch(@Nullable Request request) {
        this.request = request;
    }

    /** The condition in the header {@code If-Match}; without one, none. */
    public static IfMatch of(Request request) {
        return new IfMatch(request);
    }

    /** An answer with the version that a later condition may name. */
    public static <T> RestResponse<T> tagged(T body, long version) {
        return RestResponse.ResponseBuilder.ok(body).tag(tag(version)).build();
    }

    /** Refuses versions that do not meet the condition; to be asked where the next is written. */
    public void require(long current) {
        if (request != null && request.evaluatePreconditions(tag(current)) != null) {
            throw Problem.of(
                    VERSION_CHANGED,
                    "It has changed meanwhile, and is now at version " + current + ".");
        }
    }

    private static EntityTag tag(long version) {
        return new EntityTag(Long.toString(version));
    }
}
