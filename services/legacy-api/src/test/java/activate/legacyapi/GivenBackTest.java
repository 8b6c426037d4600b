package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is opened for a request is given back, however the request ends.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class GivenBackTest {

    private static final int WARM = 40;
    private static final String JSON = "application/json";

    @TestHTTPResource("/")
    URI service = URI.create("http://127.0.0.1");

    @Inject Vertx vertx;
    @Inject AgroalDataSource database;

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @AfterEach
    void hubIsBack() {
        HubTwin.setAway(false);
    }

    @Test
    void manyRequestsOfEachKindLeaveNothingOpen() {
        // Given
        String key = Api.basic(Api.newAdminKey());
        List<Kind> kinds = Stream.concat(good(key), refused(key)).toList();
        kinds.forEach(kind -> RepeatedRequests.send(kind, WARM));
        for (Kind kind : kinds) {
            // When, Then
            leavesNothing(kind);
        }
    }

    @Test
    void requestsWhoseNeighbourIsAbsentLeaveNothingOpen() {
        // Given
        String key = Api.basic(Api.newAdminKey());
        HubTwin.setAway(true);
        Kind list =
                Kind.get("list without the hub", 200, at("/api/clusters"), "Authorization", key);
        Kind node =
                Kind.get(
                        "keys for a node that the hub cannot tell",
                        503,
                        at("/api/users/admin/ssh-public-keys"),
                        "Authorization",
                        Api.basic("pwan_x.y"));
        for (Kind kind : List.of(list, node)) {
            RepeatedRequests.send(kind, WARM);
            // When, Then
            leavesNothing(kind);
        }
    }

    private Stream<Kind> good(String key) {
        return Stream.of(
                Kind.get("public keys", 200, at("/api/platform/keys")),
                Kind.get(
                        "public keys, forwarded",
                        200,
                        at("/api/platform/keys"),
                        "X-Forwarded-For",
                        "2001:db8::7",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "platform.test"),
                Kind.get("session", 200, at("/api/auth/session"), "Authorization", key),
                Kind.get("token", 200, at("/api/auth/token"), "Authorization", key),
                Kind.get(
                        "events",
                        200,
                        at("/api/organizations/default/events"),
                        "Authorization",
                        key));
    }

    private Stream<Kind> refused(String key) {
        return Stream.of(
                Kind.get("no credential", 401, at("/api/clusters")),
                Kind.get(
                        "wrong key",
                        401,
                        at("/api/clusters"),
                        "Authorization",
                        Api.basic("pwt_a.b")),
                Kind.get("wrong token", 401, at("/api/clusters"), "Authorization", "Bearer a.b.c"),
                Kind.get(
                        "no service token",
                        401,
                        at("/internal/v1/clusters"),
                        "Authorization",
                        "Bearer a.b.c"),
                Kind.get("unknown path", 404, at("/api/nowhere")),
                Kind.get("unknown root", 404, at("/nowhere")),
                Kind.send("POST", 403, at("/api/apikeys"), "{}", type(JSON, key)),
                Kind.send("POST", 400, at("/api/clusters"), "{\"name\":", type(JSON, key)),
                Kind.send("PUT", 405, at("/api/apikeys"), "{}", type(JSON, key)),
                Kind.send("POST", 415, at("/api/clusters"), "x", type("text/plain", key)),
                Kind.get(
                        "absent cluster",
                        404,
                        at("/api/organizations/default/users/admin/clusters/absent"),
                        "Authorization",
                        key));
    }

    private void leavesNothing(Kind kind) {
        NothingLeft.after(
                kind,
                RepeatedRequests.MANY,
                this::now,
                () -> assertThat(database.getMetrics().activeCount()).isZero());
    }

    private OpenResources now() {
        return OpenResources.now(loops());
    }

    @SuppressWarnings("deprecation") // The loops themselves are reached in no other way.
    private List<ExecutorService> loops() {
        return StreamSupport.stream(vertx.nettyEventLoopGroup().spliterator(), false)
                .map(ExecutorService.class::cast)
                .toList();
    }

    private URI at(String path) {
        return service.resolve(path);
    }

    private static String[] type(String mediaType, String key) {
        return new String[] {"Content-Type", mediaType, "Authorization", key};
    }
}
