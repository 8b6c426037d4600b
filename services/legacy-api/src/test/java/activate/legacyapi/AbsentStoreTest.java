package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.legacyapi.rig.Stores;
import activate.testkit.contract.ApiContract;
import activate.testkit.contract.Operation;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A store that is away is no failure of the platform: whichever operation meets it says to come
/// again.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class AbsentStoreTest extends ClusterFixture {

    /// What finds out who the caller is; with these there, the operations themselves are reached.
    private static final Set<String> CALLER_STORES = Set.of("Account", "ApiKey");

    @AfterEach
    void heal() {
        Stores.mongo().fail(_ -> false);
        Eventually.passes(
                "the store is back",
                Duration.ofSeconds(30),
                () -> as(key).get("/api/auth/session").then().statusCode(200));
    }

    private static List<String> statuses(String cluster, int status) {
        List<String> found = new ArrayList<>();
        for (Operation operation : ApiContract.read().operations()) {
            Response answer = ask(operation, cluster);
            if (answer.statusCode() >= 500) {
                assertThat(answer.statusCode()).as(operation.key()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).as(operation.key()).matches("[1-9]\\d?");
            }
            if (answer.statusCode() == status) {
                found.add(operation.key());
            }
        }
        return found;
    }

    private static Response ask(Operation operation, String cluster) {
        String path =
                operation
                        .path()
                        .replaceAll("\\{organization[^}]*}", "default")
                        .replaceAll("\\{user[^}]*}", "admin")
                        .replaceAll("\\{[^}]*}", cluster);
        RequestSpecification request = as(key);
        return switch (operation.method()) {
            case "POST", "PUT", "PATCH" ->
                    request.body(Map.of("name", Api.unique("c"), "title", "t"))
                            .request(operation.method(), path);
            default -> request.request(operation.method(), path);
        };
    }

    private static void failFor(Predicate<String> collection) {
        assumeTrue(Stores.mongo().canFail());
        Stores.mongo()
                .fail(
                        command ->
                                command.values().stream()
                                        .findFirst()
                                        .filter(String.class::isInstance)
                                        .map(String.class::cast)
                                        .filter(collection)
                                        .isPresent());
    }

    @Test
    void withMongoAwayNoOperationFails() {
        // Given
        failFor(_ -> true);

        // When
        List<String> unavailable = statuses("x", 503);

        // Then
        assertThat(unavailable)
                .contains("GET /api/clusters", "POST /api/clusters", "GET /api/auth/session");
    }

    @Test
    void withMongoAwayBehindTheCallerNoOperationFails() {
        // Given
        String name = Api.unique("c");
        create(name).then().statusCode(200);
        failFor(collection -> !CALLER_STORES.contains(collection));

        // When
        List<String> unavailable = statuses(name, 503);

        // Then
        assertThat(unavailable)
                .contains("GET /api/clusters", "DELETE /api/ssh-public-keys/{id}")
                .hasSizeGreaterThan(20);
    }
}
