package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.status;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import activate.agenthub.HubCalls.Enrolled;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Several nodes of one host name, as clones of an image are: no command goes to the wrong one. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class NamesakesTest extends HubFixture {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static ValidatableResponse target(String node) {
        return given().header("Authorization", "Bearer " + HubRig.userToken("ann"))
                .get("/ws/ssh/target?cluster=annsbox&node=" + node)
                .then();
    }

    private Callable<TestUser> user(String node) {
        return () ->
                new TestUser(
                        vertx,
                        base.getPort(),
                        "cluster=annsbox&via=tunnel&node=" + node,
                        "Bearer " + HubRig.userToken("ann"));
    }

    private void reaches(String name, TestAgent expected) throws Exception {
        int before = expected.streams.get();
        try (TestUser user = user(name).call().open()) {
            assertThat(user.message().getString("type")).isEqualTo("opened");
            assertThat(expected.streams).hasValue(before + 1);
        }
    }

    @Test
    void nameThatTwoNodesOnlineHaveIsRefusedWithTheirIds() throws Exception {
        // Given
        Enrolled one = enrol("twin", TestAgent.newKey());
        Enrolled other = enrol("twin", TestAgent.newKey());
        try (TestAgent first = hub.link(one);
                TestAgent second = hub.link(other)) {
            // When, Then
            target("twin")
                    .statusCode(409)
                    .body("code", is("node_name_ambiguous"))
                    .body("params.nodeIds", containsInAnyOrder(one.nodeId(), other.nodeId()))
                    .body("detail", containsString(one.nodeId()));
            assertThat(TestUser.refusal(user("twin"))).isEqualTo(409);
            reaches(one.nodeId(), first);
            reaches(other.nodeId(), second);
        }
    }

    @Test
    void nameGoesToTheOneThatIsOnline() throws Exception {
        // Given
        Enrolled former = enrol("again-enrolled", TestAgent.newKey());
        Enrolled present = enrol("again-enrolled", TestAgent.newKey());
        try (TestAgent agent = hub.link(present)) {
            reaches("again-enrolled", agent);
        }
        Eventually.holds("offline", SOON, () -> status(present).equals("offline"));

        // When, Then
        try (TestAgent agent = hub.link(former)) {
            reaches("again-enrolled", agent);
        }
    }

    @Test
    void idIsTheNodeThatHasItWhateverAnotherCallsItself() throws Exception {
        // Given
        Enrolled meant = enrol("meant", TestAgent.newKey());
        Enrolled impostor = enrol(meant.nodeId(), TestAgent.newKey());
        try (TestAgent right = hub.link(meant);
                TestAgent _ = hub.link(impostor)) {
            // When, Then
            reaches(meant.nodeId(), right);
        }
    }
}
