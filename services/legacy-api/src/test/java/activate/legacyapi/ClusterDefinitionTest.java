package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A cluster as users define and share it, and as the hub copies it.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class ClusterDefinitionTest extends ClusterFixture {
    private static final String PASSWORD = "Another-Good-Password-1";

    @Test
    void aNameIsTakenOnceAndFreeAfterDeletion() {
        // Given
        String name = Api.unique("c");
        create(name).then().statusCode(200);

        // When, Then
        create(name).then().statusCode(409).body("code", is("cluster_name_taken"));
        as(key).delete(path(name)).then().statusCode(204);
        as(key).get(path(name)).then().statusCode(404).body("code", is("cluster_not_found"));
        create(name).then().statusCode(200);
    }

    @Test
    void ofManyChangesToOneVersionOneIsTaken() throws Exception {
        // Given
        String name = Api.unique("c");
        create(name).then().statusCode(200);
        String version = as(key).get(path(name)).header("ETag");

        // When
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int n = 0; n < 8; n++) {
                Map<String, String> body = Map.of("description", "the one of " + n);
                answers.add(
                        callers.submit(
                                () ->
                                        as(key).header("If-Match", version)
                                                .body(body)
                                                .patch(path(name))
                                                .statusCode()));
            }
        }

        // Then
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @Test
    void aConditionNamesOneVersionSomeOrAny() {
        // Given
        String name = Api.unique("c");
        create(name).then().statusCode(200);
        String first = as(key).get(path(name)).header("ETag");
        String second = described(name, first).then().statusCode(200).extract().header("ETag");

        // When, Then
        assertThat(second).isNotEqualTo(first);
        described(name, first).then().statusCode(412).body("code", is("version_changed"));
        described(name, "W/" + second).then().statusCode(412);
        described(name, first + ", " + second).then().statusCode(200);
        described(name, "*").then().statusCode(200);
        described(name, "\"none").then().statusCode(412);
    }

    private static Response described(String name, String condition) {
        return as(key).header("If-Match", condition)
                .body(Map.of("description", Api.unique("d")))
                .patch(path(name));
    }

    @Test
    void wrongInputIsNamedPlaceByPlace() {
        as(key).body(
                        Map.of(
                                "name", "Not A Name",
                                "type", "existing",
                                "slurmUsername", "-x",
                                "slurmLoginNodes", List.of(Map.of("node", "a b"))))
                .post("/api/clusters")
                .then()
                .statusCode(400)
                .body("code", is("invalid_request"))
                .body(
                        "errors.pointer",
                        contains("/name", "/slurmUsername", "/slurmLoginNodes/0/node"));
        as(key).body(Map.of("name", "x", "type", "aws-slurm"))
                .post("/api/clusters")
                .then()
                .statusCode(400)
                .body("code", is("cluster_type_not_offered"));
    }

    @Test
    void theSameRequestTwiceMakesOneCluster() throws Exception {
        // Given
        String name = Api.unique("c");
        String request = Api.unique("request");
        List<Future<String>> answers = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(
                        threads.submit(
                                () ->
                                        as(key).header("Idempotency-Key", request)
                                                .body(Map.of("name", name, "type", "existing"))
                                                .post("/api/clusters")
                                                .then()
                                                .statusCode(200)
                                                .extract()
                                                .path("id")));
            }
        }

        // Then
        String first = answers.getFirst().get();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo(first);
        }
        as(key).header("Idempotency-Key", request)
                .body("{ \"type\": \"existing\", \"name\": \"" + name + "\" }")
                .post("/api/clusters")
                .then()
                .statusCode(200)
                .body("id", is(first));
        for (Map<String, String> other :
                List.of(
                        Map.of("name", "another", "type", "existing"),
                        Map.of("name", name, "type", "existing", "description", "another"))) {
            as(key).header("Idempotency-Key", request)
                    .body(other)
                    .post("/api/clusters")
                    .then()
                    .statusCode(422)
                    .body("code", is("idempotency_key_reused"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "gr\u00fc\u00df"})
    void keyThatIsNoneIsRefused(String request) {
        as(key).header("Idempotency-Key", request)
                .body(Map.of("name", Api.unique("c"), "type", "existing"))
                .post("/api/clusters")
                .then()
                .statusCode(400)
                .body("code", is("invalid_request"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pw%3A%2F%2Fadmin%2F", "pw%3a%2f%2f"})
    void addressNamesItInAPathToo(String before) {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");

        // When, Then
        as(key).urlEncodingEnabled(false)
                .get(path(before + name))
                .then()
                .statusCode(200)
                .body("id", is(id));
    }

    @Test
    void concurrentChangesAreAllKept() throws Exception {
        // Given
        String name = Api.unique("c");
        String id = create(name).path("id");
        List<Future<?>> changes = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 6; i++) {
                Map<String, String> change = Map.of("description", "change " + i);
                changes.add(
                        threads.submit(
                                () ->
                                        as(key).body(change)
                                                .patch(path(name))
                                                .then()
                                                .statusCode(200)));
            }
        }
        for (Future<?> change : changes) {
            change.get();
        }

        // Then
        Api.hub()
                .get("/internal/v1/clusters?limit=1000")
                .then()
                .statusCode(200)
                .body("find { it.clusterId == '" + id + "' }.version", is(7));
        Contract.check(
                "UpdateClusterBody", as(key).body(Map.of("tags", List.of("a"))).patch(path(name)));
    }

    @Test
    void othersSeeNothingOfAnExistingCluster() {
        // Given
        String name = Api.unique("c");
        create(name);
        String user = Api.newUser(PASSWORD);
        String other = Api.newKey(Api.browser(Api.login(user, PASSWORD)));

        // When, Then
        String absent =
                as(other).get(path("nothing-here")).then().statusCode(404).extract().path("code");
        as(other).get(path(name)).then().statusCode(404).body("code", is(absent));
        as(other).delete(path(name)).then().statusCode(404);
        as(other).body("{}").post(path(name) + "/node-token").then().statusCode(404);
        as(other)
                .get("/api/clusters?scope=all")
                .then()
                .statusCode(200)
                .body("name", not(hasItem(name)));
        as(other).get("/api/clusters?scope=user:admin").then().statusCode(403);
        as(other).get("/api/organizations/elsewhere/users").then().statusCode(404);
    }

    @Test
    void aManagedClusterIsSharedByItsPermissions() {
        // Given
        String name = Api.unique("m");
        String all = "/api/organizations/default/managed-clusters";
        String one = all + "/" + name;
        Response made = as(key).body(Map.of("name", name, "displayName", "M")).post(all);
        Contract.check("CreateManagedClusterOutputBody", made);
        HubTwin.addNode(made.path("id"), "head", true);
        String user = Api.newUser(PASSWORD);
        String other = Api.newKey(Api.browser(Api.login(user, PASSWORD)));
        as(other).get(one).then().statusCode(404);
        as(other).body(Map.of("name", "x")).post(all).then().statusCode(403);

        // When
        as(key).body(Map.of("organization", Map.of("cluster:login", true), "groups", Map.of()))
                .patch(one + "/permissions")
                .then()
                .statusCode(204);

        // Then
        Contract.check("ManagedClusterPermissionsResponse", as(key).get(one + "/permissions"));
        as(other).get(one).then().body("nodes", hasSize(1)).body("nodes[0].hostname", is("head"));
        as(other).get("/api/clusters").then().body("name", hasItem(name));
        as(other).body("{}").post(one + "/node-token").then().statusCode(403);
        Contract.check("GenerateNodeTokenOutputBody", as(key).body("{}").post(one + "/node-token"));
        Contract.check(
                "UpdateManagedClusterOutputBody",
                as(key).body(Map.of("markdown", "# M", "accessManagement", Map.of("sshKeys", true)))
                        .patch(one));
        as(key).get(one).then().statusCode(200);
        as(key).body(Map.of("organization", Map.of("cluster:fly", true), "groups", Map.of()))
                .patch(one + "/permissions")
                .then()
                .statusCode(400);
        as(key).delete(one).then().statusCode(204);
        as(key).get(one).then().statusCode(404);
    }

    @Test
    void theHubCopiesEveryClusterPageByPage() {
        // Given
        String name = Api.unique("c");
        String id =
                as(key).body(
                                Map.of(
                                        "name",
                                        name,
                                        "type",
                                        "existing",
                                        "slurmUsername",
                                        "hpc",
                                        "slurmLoginNodes",
                                        List.of(Map.of("node", "login.example.org:2222"))))
                        .post("/api/clusters")
                        .path("id");

        // When
        Map<String, Object> found = null;
        String after = "";
        List<Map<String, Object>> page;
        do {
            page =
                    Api.hub()
                            .get("/internal/v1/clusters?limit=2&after=" + after)
                            .jsonPath()
                            .getList("$");
            for (Map<String, Object> row : page) {
                after = String.valueOf(row.get("clusterId"));
                found = after.equals(id) ? row : found;
            }
        } while (!page.isEmpty());

        // Then
        assertThat(found)
                .containsEntry("sshHost", "login.example.org")
                .containsEntry("sshPort", 2222)
                .containsEntry("slurmUsername", "hpc")
                .containsEntry("ownerUsername", "admin")
                .containsEntry("type", "existing")
                .containsEntry("deleted", false);
        as(key).get("/internal/v1/clusters").then().statusCode(401);
    }
}
