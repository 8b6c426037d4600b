package activate.legacyapi.storeaway;

import activate.legacyapi.change.StaleVersion;
import activate.legacyapi.credential.CredentialsAway;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemBody;
import activate.servicekit.problem.ProblemCode;
import activate.servicekit.request.RequestId;
import com.mongodb.MongoException;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import jakarta.persistence.PersistenceException;
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
        return away(e, "The store of accounts and clusters does not answer.");
    }

    @ServerExceptionMapper
    Response database(PersistenceException e) {
        return away(e, "The activity log does not answer.");
    }

    @ServerExceptionMapper
    Response transaction(QuarkusTransactionException e) {
        return away(e, "The activity log does not answer.");
    }

    @ServerExceptionMapper
    Response credentials(CredentialsAway e) {
        return away(e, "The store of the platform's own keys does not answer.");
    }

    @ServerExceptionMapper
    Response staleVersion(StaleVersion e) {
        return away(e, "Too many want to change this at the moment.");
    }

    private static Response away(RuntimeException e, String detail) {
        // Each request says so while the store is away: one line each, the trace for who looks.
        LOG.errorf("store did not answer detail=%s cause=%s", detail, e.toString());
        LOG.debugf(e, "store did not answer");
        Problem problem = Problem.of(ProblemCode.UNAVAILABLE, detail);
        return Response.status(problem.code().status())
                .type(ProblemBody.MEDIA_TYPE)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .entity(ProblemBody.of(problem, RequestId.current()))
                .build();
    }
}
