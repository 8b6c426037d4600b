package activate.internalapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.resource.NothingLeft;
import activate.testkit.resource.OpenResources;
import activate.testkit.resource.RepeatedRequests;
import activate.testkit.resource.RepeatedRequests.Kind;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.stream.StreamSupport;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

/// What is opened for a request is given back, however the request ends.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class GivenBackTest {

    private static final int WARM = 40;
    private static final String USAGE = "/internal/v1/usage/nodes?clusterId=c";
    private static final String ADMIN = "/admin/usage/nodes?clusterId=c";

    @TestHTTPResource("/")
    URI service = URI.create("http://127.0.0.1");

    @Inject Vertx vertx;
    @Inject AgroalDataSource database;

    @Test
    void manyRequestsOfEachKindLeaveNothingOpen() {
        leaveNothingOpen(
                List.of(
                        Kind.authorized("usage", 200, at(USAGE), GivenBackTest::service),
                        Kind.authorized(
                                "usage, forwarded",
                                200,
                                at(USAGE),
                                GivenBackTest::service,
                                "X-Forwarded-For",
                                "2001:db8::7"),
                        Kind.authorized("administrator", 200, at(ADMIN), () -> user(true)),
                        Kind.authorized("no administrator", 403, at(ADMIN), () -> user(false)),
                        Kind.get("no token", 401, at(USAGE)),
                        Kind.get("bad token", 401, at(ADMIN), "Authorization", "Bearer a.b.c"),
                        Kind.authorized(
                                "no cluster",
                                400,
                                at("/internal/v1/usage/nodes"),
                                GivenBackTest::service),
                        Kind.get("unknown path", 404, at("/nowhere")),
                        Kind.send("POST", 405, at(USAGE), "{}")));
    }

    private static String service() {
        try {
            return Tokens.service("internal-api");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String user(boolean admin) {
        try {
            return Tokens.user("root", admin);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void leaveNothingOpen(List<Kind> kinds) {
        for (Kind kind : kinds) {
            // Given
            RepeatedRequests.send(kind, WARM);
            // When, Then
            NothingLeft.after(
                    kind,
                    RepeatedRequests.MANY,
                    this::now,
                    () -> assertThat(database.getMetrics().activeCount()).isZero());
        }
    }

    @SuppressWarnings("deprecation") // The loops themselves are reached in no other way.
    private OpenResources now() {
        return OpenResources.now(
                StreamSupport.stream(vertx.nettyEventLoopGroup().spliterator(), false)
                        .map(ExecutorService.class::cast)
                        .toList());
    }

    private URI at(String path) {
        return service.resolve(path);
    }
}
