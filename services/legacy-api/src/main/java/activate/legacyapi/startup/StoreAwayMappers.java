package activate.legacyapi.startup;

import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemBody;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.request.RequestId;
import com.mongodb.MongoException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Says of a store that is away that it is: the caller should come again. */
final class StoreAwayMappers {
    private static final Logger LOG = Logger.getLogger(StoreAwayMappers.class);
    private static final int RETRY_AFTER_SECONDS = 2;

    @ServerExceptionMapper
    Response mongo(MongoException e) {
        LOG.errorf("store failed cause=%s", e.toString());
        Problem problem =
                Problem.of(ProblemCode.UNAVAILABLE, "A store of the platform does not answer.");
        return Response.status(problem.code().status())
                .type(ProblemBody.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .entity(ProblemBody.of(problem, RequestId.current()))
                .build();
    }
}
