package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Nodes of a cluster, as the hub knows them: who is on, how one joins, and how one goes.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class ClusterNodesTest extends ClusterFixture {
    @AfterEach
    void hubIsBack() {
        HubTwin.setAway(false);
    }

    @Test
    void anExistingClusterIsOffUntilANodeIsOnline() {
        // Given
        String name = Api.unique("c");
        Response created = create(name);
        Contract.check("GeneralCluster", created);
        created.then()
                .body("status", is("off"))
                .body("type", is("existing"))
                .body("description", equalTo(null));
        String id = created.path("id");

        // When
        HubTwin.addNode(id, "login1", true);

        // Then
        Eventually.passes(
                "the cluster is on",
                Duration.ofSeconds(5),
                () -> as(key).get(path(name)).then().body("status", is("on")));
        Contract.check("GeneralCluster", as(key).get(path(name)));
        Contract.checkEach("GeneralCluster", as(key).get("/api/clusters"));
        as(key).get(path(name) + "/nodes")
                .then()
                .body("[0].hostname", is("login1"))
                .body("[0].tunnelConnected", is(true))
                .body("[0].agentVersion", is("0.1.0"));
        as(key).get(path(name) + "/nodes/usage").then().body("[0].nodeHours", is("1.5"));
    }

    @Test
    void whileTheHubIsAwayTheListStillAnswers() {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");
        HubTwin.addNode(id, "login1", true);
        HubTwin.setAway(true);

        // When
        Eventually.passes(
                "the cluster is shown off with a reason",
                Duration.ofSeconds(5),
                () ->
                        as(key).get(path(name))
                                .then()
                                .statusCode(200)
                                .body("status", is("off"))
                                .body("statusDescription", containsString("does not answer")));

        // Then
        as(key).get(path(name) + "/nodes").then().statusCode(503).body("code", is("unavailable"));
        as(key).body("{}").post(path(name) + "/node-token").then().statusCode(503);
    }

    @Test
    void aNodeTokenIsMadeListedAndRevoked() {
        // Given
        String name = Api.unique("c");
        create(name);

        // When
        Response made =
                as(key).body(Map.of("expiresInMinutes", 5)).post(path(name) + "/node-token");

        // Then
        Contract.check("GenerateNodeTokenOutputBody", made);
        assertThat(made.header("Cache-Control")).contains("no-store");
        made.then().body("cluster", is(name)).body("token", notNullValue());
        Contract.checkEach("NodeToken", as(key).get(path(name) + "/node-tokens"));
        String id = made.path("id");
        as(key).delete(path(name) + "/node-tokens/" + id).then().statusCode(204);
        as(key).get(path(name) + "/node-tokens").then().body("$", empty());
        as(key).delete(path(name) + "/node-tokens/" + id).then().statusCode(404);
        as(key).body(Map.of("expiresInMinutes", 0))
                .post(path(name) + "/node-token")
                .then()
                .statusCode(400);
        Contract.check("GenerateNodeTokenOutputBody", as(key).post(path(name) + "/node-token"));
    }

    @Test
    void aNodeIsDeletedByItsHostName() {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");
        HubTwin.addNode(id, "worker", false);

        // When
        as(key).delete(path(name) + "/nodes/worker").then().statusCode(204);

        // Then
        as(key).get(path(name) + "/nodes").then().body("$", empty());
        as(key).delete(path(name) + "/nodes/worker").then().statusCode(404);
    }

    @Test
    void ofTwoNodesOfOneHostNameOneIsDeletedByItsId() {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");
        String live = HubTwin.addNode(id, "twin", true);
        String other = HubTwin.addNode(id, "twin", false);

        // When, Then
        as(key).delete(path(name) + "/nodes/twin")
                .then()
                .statusCode(409)
                .body("code", is("node_name_ambiguous"))
                .body("params.nodeIds", containsInAnyOrder(live, other))
                .body("detail", containsString(other));
        as(key).get(path(name) + "/nodes").then().body("$", hasSize(2));
        as(key).delete(path(name) + "/nodes/" + other).then().statusCode(204);
        as(key).get(path(name) + "/nodes").then().body("id", is(List.of(live)));
    }

    @Test
    void connectAndDisconnect() {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");
        HubTwin.addNode(id, "login1", true);

        // When
        as(key).post(path(name) + "/disconnect").then().statusCode(204);

        // Then
        as(key).get(path(name)).then().body("status", is("off"));
        hubReads(id, true);
        Eventually.passes(
                "connected",
                Duration.ofSeconds(5),
                () -> {
                    Response answer = as(key).body("{}").post(path(name) + "/connect");
                    Contract.check("PostClusterConnectOutputBody", answer);
                    answer.then().body("status", is("already_connected"));
                });
        hubReads(id, false);
    }

    private static void hubReads(String id, boolean disconnected) {
        Api.hub()
                .get("/internal/v1/clusters?limit=1000")
                .then()
                .statusCode(200)
                .body("find { it.clusterId == '" + id + "' }.disconnected", is(disconnected));
    }
}
