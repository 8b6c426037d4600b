package activate.internalapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.store.StoppedProcesses;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A database that takes connections and answers nothing is an answer, too, and soon.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class StoppedDatabaseTest {

    /// Far below the minute after which the edge gives up.
    private static final long SOON_SECONDS = 25;

    @Inject DataSource database;

    @Test
    void readingTheLedgerSaysWhenToComeAgain() throws Exception {
        // Given
        Eventually.holds("the ledger is there", Duration.ofSeconds(20), () -> read() == 200);
        try (StoppedProcesses _ = StoppedProcesses.stop(postmaster())) {
            // When
            Response answer =
                    CompletableFuture.supplyAsync(StoppedDatabaseTest::answer)
                            .get(SOON_SECONDS, TimeUnit.SECONDS);
            // Then
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 60);
        }
        Eventually.holds("the ledger is back", Duration.ofSeconds(30), () -> read() == 200);
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

    /// Only a superuser is told where the data is; the embedded database has one without a
    // password.
    private long postmaster() throws Exception {
        Assumptions.assumeTrue(System.getenv("ACTIVATE_TEST_POSTGRES_URL") == null);
        String url;
        try (Connection own = database.getConnection()) {
            url = own.getMetaData().getURL();
        }
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                ResultSet folder =
                        connection.createStatement().executeQuery("show data_directory")) {
            folder.next();
            return Long.parseLong(
                    Files.readAllLines(Path.of(folder.getString(1), "postmaster.pid")).getFirst());
        }
    }
}
