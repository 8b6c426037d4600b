package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
import activate.testkit.time.Eventually;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One cluster that the hub cannot tell, or one row that cannot be read, leaves the others alone.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class HubAnswersTest extends ClusterFixture {

    private static final String PASSWORD = "Another-Good-Password-1";
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void oneClusterThatCannotBeToldLeavesTheOthersTheirAnswer() {
        // Given
        String user = Api.newUser(PASSWORD);
        String mine = Api.newKey(Api.browser(Api.login(user, PASSWORD)));
        String bad = "";
        for (int i = 0; i < 60; i++) {
            String id = cluster(mine);
            HubTwin.addNode(id, "n" + i, true);
            bad = i == 30 ? id : bad;
        }
        HubTwin.fail(bad);
        String failing = bad;
        // When, Then: as soon as nothing is remembered of before the nodes were there
        Eventually.passes(
                "all but one are on",
                SOON,
                () ->
                        assertThat(
                                        as(mine).get("/api/clusters?scope=mine")
                                                .<List<String>>path(
                                                        "findAll { it.status == 'off' }.id"))
                                .containsExactly(failing));
    }

    @Test
    void oneRowThatCannotBeReadLeavesTheOthersTheirs() {
        // Given
        String id = create(Api.unique("c")).path("id");
        String name = as(key).get("/api/clusters").path("find { it.id == '" + id + "' }.name");
        HubTwin.addNode(id, "good", true);
        for (String bad :
                List.of(
                        "\"filesystems\":[3]",
                        "\"metrics\":\"x\"",
                        "\"ipAddresses\":null",
                        "\"sshHostKeys\":{}",
                        "\"status\":\"upside-down\"",
                        "\"registeredAt\":\"+1000000000000-01-01T00:00:00Z\"")) {
            HubTwin.addRow(row(id, "bad" + bad.hashCode(), bad));
        }
        HubTwin.addRow("{\"clusterId\":\"" + id + "\"}");
        // When, Then
        Eventually.passes(
                "the nodes are told",
                SOON,
                () ->
                        as(key).get(path(name) + "/nodes")
                                .then()
                                .statusCode(200)
                                .body("hostname", hasItem("good"))
                                .body(
                                        "hostname",
                                        hasItem("bad" + "\"filesystems\":[3]".hashCode())));
        as(key).get(path(name)).then().statusCode(200).body("status", is("on"));
        as(key).delete(path(name) + "/nodes/bad" + "\"metrics\":\"x\"".hashCode())
                .then()
                .statusCode(204);
    }

    @Test
    void aHiddenClusterIsAnsweredAsAnAbsentOne() {
        // Given
        String name = Api.unique("c");
        create(name);
        String other = Api.newKey(Api.browser(Api.login(Api.newUser(PASSWORD), PASSWORD)));
        String absent = name.substring(0, name.length() - 1) + "-";
        for (String[] operation :
                new String[][] {
                    {"get", ""},
                    {"delete", ""},
                    {"patch", ""},
                    {"get", "/definition"},
                    {"put", "/definition"},
                    {"post", "/connect"},
                    {"post", "/disconnect"},
                    {"get", "/nodes"},
                    {"get", "/nodes/usage"},
                    {"delete", "/nodes/x"},
                    {"post", "/node-token"},
                    {"get", "/node-tokens"},
                    {"delete", "/node-tokens/x"}
                }) {
            // When
            String hidden = answer(other, operation, name);
            // Then
            assertThat(hidden)
                    .as(String.join(" ", operation))
                    .startsWith("404")
                    .isEqualTo(answer(other, operation, absent).replace(absent, name));
        }
    }

    private static String answer(String caller, String[] operation, String name) {
        Response answer =
                as(caller)
                        .header("X-Request-Id", "fixed")
                        .body("{}")
                        .request(operation[0], path(name) + operation[1]);
        return answer.statusCode()
                + answer.headers().getValues("Content-Type").toString()
                + answer.asString();
    }

    private static String cluster(String caller) {
        return as(caller)
                .body(Map.of("name", Api.unique("c"), "type", "existing"))
                .post("/api/clusters")
                .path("id");
    }

    private static String row(String clusterId, String hostname, String bad) {
        String member = bad.substring(0, bad.indexOf(':'));
        String good =
                """
                "nodeId":"%s","clusterId":"%s","hostname":"%s","status":"online","tunnelConnected":true,
                "generation":1,"registeredAt":"2026-01-02T03:04:05.678Z","os":"linux","arch":"amd64",
                "ipAddresses":["10.0.0.7"],"sshPort":22,"sshHostKeys":[]"""
                        .formatted(hostname, clusterId, hostname.replace("\"", ""));
        StringBuilder row = new StringBuilder("{" + bad);
        for (String pair : good.split(",(?=\\s*\")", -1)) {
            if (!pair.strip().startsWith(member)) {
                row.append(',').append(pair);
            }
        }
        return row.append('}').toString();
    }
}
