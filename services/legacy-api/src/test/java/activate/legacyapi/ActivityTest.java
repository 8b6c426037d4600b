package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.cluster.ClusterStore;
import activate.legacyapi.compute.cluster.ClusterType;
import activate.legacyapi.resource.Permissions;
import activate.legacyapi.rig.Broker;
import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
import activate.legacyapi.stored.ActivityType;
import activate.legacyapi.stored.StoredCollection;
import activate.legacyapi.stored.Trail;
import activate.messages.identity.UuidV7;
import activate.servicekit.outbox.OutboxEntry;
import activate.testkit.architecture.ArchitectureRules;
import activate.testkit.time.Eventually;
import com.mongodb.client.model.Filters;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
class ActivityTest {
    @Inject ClusterStore clusters;
    @Inject @All List<StoredCollection<?>> sweptStores;

    private static final String EVENTS = "/api/organizations/default/events";
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC0ohYYrpqWBiUvDuSqfXfz2ndyKpD3SXQS3pFQmVCXo";
    private static String key = "";

    @BeforeEach
    void ready() {
        Api.awaitReady();
        if (key.isEmpty()) {
            key = Api.newAdminKey();
        }
    }

    @Test
    void aChangeIsInTheLogWhenItIsAnswered() {
        // Given
        String name = Api.unique("c");
        String id =
                Api.key(key)
                        .body(Map.of("name", name, "type", "existing"))
                        .post("/api/clusters")
                        .path("id");
        Api.key(key).delete("/api/organizations/default/users/admin/clusters/" + name);

        // When
        Response events = Api.key(key).get(EVENTS + "?targetType=cluster&targetId=" + id);

        // Then
        Contract.check("EventsPageBody", events);
        events.then()
                .body("total", is(2))
                .body("events.type", hasItems("cluster.created", "cluster.deleted"))
                .body("events[0].type", is("cluster.deleted"))
                .body("events[0].actor.username", is("admin"))
                .body("events[0].actor.type", is("apikey"));
    }

    @Test
    void pagesFollowOneAnother() {
        // Given
        String user = Api.newUser("Another-Good-Password-1");
        for (int i = 0; i < 3; i++) {
            Api.login(user, "Another-Good-Password-1");
        }
        String search = EVENTS + "?type=auth.login&actor=" + user + "&limit=2";

        // When
        Response first = Api.key(key).get(search);
        Response second = Api.key(key).get(search + "&cursor=" + first.path("nextCursor"));

        // Then
        first.then().body("events.size()", is(2)).body("hasMore", is(true)).body("total", is(3));
        second.then().body("events.size()", is(1)).body("hasMore", is(false));
        assertThat(first.<Object>path("events.id").toString())
                .doesNotContain(second.<String>path("events[0].id"));
        Api.key(key).get(EVENTS + "?cursor=nonsense").then().statusCode(400);
        Api.key(key).get(EVENTS + "?from=yesterday").then().statusCode(400);
    }

    @Test
    void aUserWasActiveToday() {
        Response days = Api.key(key).get("/api/users/admin/activity");
        Contract.check("UserActivityResponse", days);
        days.then().body("activeDays", hasItem(LocalDate.now(ZoneOffset.UTC).toString()));
    }

    @Test
    void nodeEventsComeAnyNumberOfTimesInAnyOrder() throws Exception {
        // Given
        String node = Api.unique("n");
        String online = event("node.online", node, 2);
        String enrolled = event("node.enrolled", node, 1);

        // When
        try (Broker broker = Broker.connect(ConfigProvider.getConfig())) {
            for (int i = 0; i < 5; i++) {
                broker.publish("node.online", online);
                broker.publish("node.enrolled", enrolled);
            }
        }

        // Then
        Eventually.passes(
                "each is in the log once",
                Duration.ofSeconds(10),
                () ->
                        Api.key(key)
                                .get(EVENTS + "?targetId=cluster-of-" + node)
                                .then()
                                .body("total", is(2))
                                .body("events.type", hasItems("node.online", "node.enrolled")));
        try (Broker broker = Broker.connect(ConfigProvider.getConfig())) {
            Eventually.holds(
                    "the queue is empty",
                    Duration.ofSeconds(10),
                    () -> broker.take("legacy-api.activity") == null);
        }
        Api.key(key).get(EVENTS + "?targetId=cluster-of-" + node).then().body("total", is(2));
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLetters() throws Exception {
        try (Broker broker = Broker.connect(ConfigProvider.getConfig())) {
            // When
            broker.publish("node.online", "{\"id\":\"not-an-id\",\"poison\":true");

            // Then
            Eventually.holds(
                    "the message is among the dead letters",
                    Duration.ofSeconds(10),
                    () -> {
                        String dead = broker.take("legacy-api.activity.dead");
                        return dead != null && dead.contains("poison");
                    });
        }
    }

    @Test
    void aRevocationIsToldWithinASecond() throws Exception {
        try (Broker broker = Broker.connect(ConfigProvider.getConfig())) {
            // Given
            String queue = broker.listen("credential.#");
            String mine = Api.newAdminKey();
            String title = Api.key(mine).get("/api/apikeys").path("[-1].title");
            String id = Api.key(mine).get("/api/apikeys").path("[-1].id");

            // When
            Api.key(mine).delete("/api/apikeys/" + title).then().statusCode(204);

            // Then
            Eventually.holds(
                    "the hub is told",
                    Duration.ofSeconds(1),
                    () -> {
                        String told = broker.take(queue);
                        return told != null
                                && told.contains("\"credentialId\":\"" + id + "\"")
                                && told.contains("\"kind\":\"api_key\"");
                    });
        }
    }

    @Test
    void aChangeOfRightsIsTold() throws Exception {
        try (Broker broker = Broker.connect(ConfigProvider.getConfig())) {
            // Given
            String queue = broker.listen("cluster.changed");
            String name = Api.unique("m");
            String all = "/api/organizations/default/managed-clusters";
            String id =
                    Api.key(key)
                            .body(Map.of("name", name, "displayName", "M"))
                            .post(all)
                            .path("id");

            // When
            Api.key(key)
                    .body(Map.of("organization", Map.of("cluster:login", true), "groups", Map.of()))
                    .patch(all + "/" + name + "/permissions")
                    .then()
                    .statusCode(204);

            // Then
            Eventually.holds(
                    "the hub is told",
                    Duration.ofSeconds(10),
                    () -> {
                        String told = broker.take(queue);
                        return told != null
                                && told.contains("\"clusterId\":\"" + id + "\"")
                                && told.contains("\"organizationLogin\":true");
                    });
        }
    }

    @Test
    void disablingAUserEndsEverything() throws Exception {
        // Given
        String user = Api.newUser("Another-Good-Password-1");
        String theirs = Api.newKey(Api.browser(Api.login(user, "Another-Good-Password-1")));
        Api.key(theirs).get("/api/auth/whoami").then().statusCode(200);

        // When
        Api.admin()
                .body(Map.of("active", false))
                .put("/api/organizations/default/users/" + user + "/active")
                .then()
                .statusCode(204);

        // Then
        Api.key(theirs).get("/api/auth/whoami").then().statusCode(401);
        assertThat(Api.tryLogin(user, "Another-Good-Password-1")).isEqualTo(401);
        Contract.check(
                "ListOrgUsersOutputBody",
                Api.key(key).get("/api/organizations/default/users?active=false"));
        Contract.check(
                "ListUsersOutputBody",
                Api.key(key).get("/api/users?search=" + user + "&sortBy=email&sortDir=desc"));
        Contract.check("UserProfile", Api.key(key).get("/api/users/" + user + "/profile"));
        Contract.check("Organization", Api.key(key).get("/api/organizations/default"));
        Contract.check("OrganizationsOutputBody", Api.key(key).get("/api/organizations"));
        Contract.checkEach(
                "LoginSessionResponse",
                Api.admin().get("/api/organizations/default/users/admin/login-sessions"));
    }

    @Test
    void keysOfAUserAreToldToTheNodesOfHisClusters() {
        // Given
        String user = Api.newUser("Another-Good-Password-1");
        String theirs = Api.newKey(Api.browser(Api.login(user, "Another-Good-Password-1")));
        String cluster =
                Api.key(theirs)
                        .body(Map.of("name", Api.unique("c"), "type", "existing"))
                        .post("/api/clusters")
                        .path("id");
        Response added =
                Api.key(theirs)
                        .body(Map.of("title", "laptop", "key", ED25519 + " me@laptop"))
                        .post("/api/ssh-public-keys");
        Contract.check("SSHPublicKey", added);
        Contract.checkEach("SSHPublicKey", Api.key(theirs).get("/api/ssh-public-keys"));
        String path = "/api/users/" + user + "/ssh-public-keys";

        // When
        Response own = Api.key(HubTwin.addNodeKey(cluster)).get(path);
        Response foreign = Api.key(HubTwin.addNodeKey("another-cluster")).get(path);

        // Then
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.contentType()).startsWith("text/plain");
        assertThat(own.body().asString()).isEqualTo(ED25519 + "\n");
        assertThat(foreign.statusCode()).isEqualTo(200);
        assertThat(foreign.body().asString()).isEmpty();
        assertThat(Api.hub().get(path).body().asString()).isEqualTo(ED25519 + "\n");
        Api.key(key).get(path).then().statusCode(401);
        Api.key("pwan_x.y").get(path).then().statusCode(401);
        Api.key(theirs)
                .body(Map.of("title", "again", "key", ED25519))
                .post("/api/ssh-public-keys")
                .then()
                .statusCode(409);
        Api.key(theirs).delete("/api/ssh-public-keys/" + added.path("id")).then().statusCode(204);
        assertThat(Api.key(HubTwin.addNodeKey(cluster)).get(path).body().asString()).isEmpty();
    }

    @Test
    void everyStoreWhoseDocumentsCarryChangesIsSwept() {
        assertThat(sweptStores)
                .extracting(StoredCollection::name)
                .containsExactlyInAnyOrder(
                        "accounts",
                        "api-keys",
                        "browser-sessions",
                        "clusters",
                        "ssh-public-keys",
                        "variables");
    }

    @Test
    void whatACrashLeftInADocumentIsCarriedOut() throws Exception {
        // Given: a tombstone whose process died right after the commit
        String id = UuidV7.system().next();
        String event = UuidV7.system().next();
        Cluster left = tombstone(id, event);
        try (Broker broker = Broker.connect(ConfigProvider.getConfig())) {
            String queue = broker.listen("cluster.deleted");

            // When
            clusters.mongoCollection().insertOne(left);

            // Then
            Eventually.holds(
                    "the message is out",
                    Duration.ofSeconds(10),
                    () -> {
                        String told = broker.take(queue);
                        return told != null && told.contains(id);
                    });
        }
        Eventually.holds(
                "the tombstone is gone",
                Duration.ofSeconds(10),
                () -> clusters.mongoCollection().find(Filters.eq("_id", id)).first() == null);
        Api.key(key)
                .get(EVENTS + "?targetId=" + id)
                .then()
                .body("total", is(1))
                .body("events[0].id", is(event));
    }

    @Test
    void everyTypeOfEventIsListed() {
        Response types = Api.key(key).get("/api/events/types");

        Contract.check("ListEventTypesOutputBody", types);
        assertThat(types.<String>path("types.find { it.type == 'node_token.created' }.subject"))
                .isEqualTo("node_token");
        Set<String> declared =
                new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("activate.legacyapi")
                                .stream()
                                .filter(
                                        type ->
                                                type.isEnum()
                                                        && type.isAssignableTo(ActivityType.class))
                                .flatMap(type -> Arrays.stream(type.reflect().getEnumConstants()))
                                .map(constant -> ((ActivityType) constant).word())
                                .collect(Collectors.toSet());
        assertThat(types.<List<String>>path("types.type"))
                .isSorted()
                .containsExactlyInAnyOrderElementsOf(declared)
                .hasSizeGreaterThan(20);
    }

    @Test
    void theArchitectureHolds() {
        ArchitectureRules.check("legacyapi");
    }

    private static Cluster tombstone(String id, String event) {
        Instant now = Instant.now();
        List<OutboxEntry> entries =
                List.of(
                        new OutboxEntry.Row(
                                event,
                                "cluster.deleted",
                                """
                                {"id":"%s","type":"cluster.deleted","at":"%s","facts":{},
                                 "actor":{"type":"user","id":"u","username":"admin"},
                                 "target":{"type":"cluster","id":"%s","name":"left-behind",
                                           "organization":"default"}}
                                """
                                        .formatted(event, now, id)),
                        new OutboxEntry.Message(
                                "m-" + id, "cluster.deleted", "{\"left\":\"" + id + "\"}"));
        return new Cluster(
                id,
                new Trail(2, 2, Trail.Keys.NONE, now, entries, now, now),
                ClusterType.EXISTING,
                "default",
                "admin",
                "u",
                new ClusterState(
                        "left-behind",
                        null,
                        null,
                        List.of(),
                        ClusterState.Definition.NONE,
                        Permissions.NONE,
                        false));
    }

    private static String event(String type, String node, int generation) {
        return """
        {"id":"%s","type":"%s","version":1,"time":"2026-01-02T03:04:05.678Z","source":"agent-hub",
         "data":{"nodeId":"%s","clusterId":"cluster-of-%s","clusterName":"c","organization":"default",
                 "hostname":"h","generation":%d}}
        """
                .formatted(UuidV7.system().next(), type, node, node, generation);
    }
}
