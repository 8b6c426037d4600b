package activate.internalapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.store.StoppedProcesses;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A database that takes connections and answers nothing is an answer, too, and soon.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class StoppedDatabaseTest {

    /// Far below the minute after which the edge gives up.
    private static final long SOON_SECONDS = 25;

    @Test
    void everyRouteSaysWhenToComeAgain() throws Exception {
        // Given
        Eventually.holds("the ledger is there", Duration.ofSeconds(20), () -> read() == 200);
        try (StoppedProcesses _ = StoppedProcesses.stop(postmaster())) {
            // When
            var service = CompletableFuture.supplyAsync(StoppedDatabaseTest::answer);
            var administrator =
                    CompletableFuture.supplyAsync(StoppedDatabaseTest::answerToAdministrator);
            // Then
            assertSaysWhenToComeAgain(service.get(SOON_SECONDS, TimeUnit.SECONDS));
            assertSaysWhenToComeAgain(administrator.get(SOON_SECONDS, TimeUnit.SECONDS));
        }
        Eventually.holds("the ledger is back", Duration.ofSeconds(30), () -> read() == 200);
    }

    private static void assertSaysWhenToComeAgain(Response answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
    }

    private static Response answerToAdministrator() {
        try {
            return given().header("Authorization", "Bearer " + Tokens.user("root", true))
                    .get("/admin/usage/nodes?clusterId=c");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int read() {
        return answer().statusCode();
    }

    private static Response answer() {
        try {
            return given().header("Authorization", "Bearer " + Tokens.service("internal-api"))
                    .get("/internal/v1/usage/nodes?clusterId=c");
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long postmaster() {
        Optional<Long> postmaster = Stores.postgres().postmaster();
        Assumptions.assumeTrue(postmaster.isPresent());
        return postmaster.orElseThrow();
    }
}
