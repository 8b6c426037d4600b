package activate.servicekit.request;

import activate.messages.identity.UuidV7;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request an id: the one in {@code X-Request-Id} if it is plain, else a new one. It is
 * on the answer, in each log line and in each problem.
 */
@Provider
@PreMatching
@Priority(1)
public final class RequestId implements ContainerRequestFilter, ContainerResponseFilter {
    /** Header that carries the id both ways. */
    public static final String HEADER = "X-Request-Id";

    private static final String KEY = "requestId";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final UuidV7 IDS = UuidV7.system();

    /** The id of the request that this code runs for, if it runs for one. */
    public static @Nullable String current() {
        return MDC.get(KEY) instanceof String id ? id : null;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        String given = request.getHeaderString(HEADER);
        MDC.put(KEY, given != null && PLAIN.matcher(given).matches() ? given : IDS.next());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String id = current();
        if (id != null) {
            response.getHeaders().putSingle(HEADER, id);
        }
    }
}
