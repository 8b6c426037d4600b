package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import activate.legacyapi.rig.Stores;
import activate.testkit.store.StoppedProcesses;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A store that takes connections and answers nothing is an answer, too, and soon.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class StoppedStoresTest extends ClusterFixture {

    /// Far below the minute after which the edge gives up.
    private static final long SOON_SECONDS = 20;

    private static final String EVENTS = "/api/organizations/default/events";

    @Test
    void withAStoppedDatabaseWritesAreAcknowledgedAndReadsSayWhenToComeAgain() throws Exception {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");
        try (StoppedProcesses _ = StoppedProcesses.stop(postmaster())) {
            // When
            Response write = soon(() -> as(key).body(Map.of("description", "d")).patch(path(name)));
            int login = soon(() -> Api.tryLogin("admin", Stores.ADMIN_PASSWORD));
            int wrong = soon(() -> Api.tryLogin("admin", "wrong"));
            Response read = soon(() -> as(key).get(EVENTS));
            // Then
            assertThat(write.statusCode()).isEqualTo(200);
            assertThat(login).isEqualTo(204);
            assertThat(wrong).isEqualTo(401);
            assertThat(read.statusCode()).isEqualTo(503);
            assertThat(Integer.parseInt(read.header("Retry-After"))).isBetween(1, 60);
        }
        Eventually.passes(
                "what was acknowledged is in the log",
                Duration.ofSeconds(60),
                () ->
                        as(key).get(EVENTS + "?type=cluster.updated&targetId=" + id)
                                .then()
                                .statusCode(200)
                                .body("total", is(1)));
    }

    @Test
    void withASilentMongoARequestIsAnswered() throws Exception {
        // Given
        Stores.mongoLink().stop();
        try {
            // When
            Response read = soon(() -> as(key).get("/api/auth/session"));
            // Then
            assertThat(read.statusCode()).isEqualTo(503);
            assertThat(Integer.parseInt(read.header("Retry-After"))).isBetween(1, 60);
        } finally {
            Stores.mongoLink().resume();
        }
        Eventually.passes(
                "the store is back",
                Duration.ofSeconds(30),
                () -> as(key).get("/api/auth/session").then().statusCode(200));
    }

    private static <T> T soon(Callable<T> call) throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return call.call();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })
                .get(SOON_SECONDS, TimeUnit.SECONDS);
    }

    private static long postmaster() {
        Optional<Long> postmaster = Stores.postgres().postmaster();
        Assumptions.assumeTrue(postmaster.isPresent());
        return postmaster.orElseThrow();
    }
}
