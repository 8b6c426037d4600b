package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import activate.legacyapi.platform.LimitConfig;
import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What one user can have stored has an end.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class LimitTest {

    private static final String PASSWORD = "Another-Good-Password-1";

    @Inject LimitConfig most;
    @Inject Event<StartupEvent> start;

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void aUserHasOnlySoManyKeysHoweverManyAreAskedForAtOnce() throws Exception {
        // Given
        String cookie = Api.login(Api.newUser(PASSWORD), PASSWORD);
        List<Future<Integer>> answers = new ArrayList<>();
        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < most.apiKeysPerUser() + 16; i++) {
                answers.add(
                        threads.submit(
                                () ->
                                        Api.browser(cookie)
                                                .body("{}")
                                                .post("/api/apikeys")
                                                .statusCode()));
            }
        }
        // Then
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).filteredOn(status -> status == 200).hasSize(most.apiKeysPerUser());
        assertThat(statuses).filteredOn(status -> status == 409).hasSize(16);
        assertThat(Api.browser(cookie).get("/api/apikeys").jsonPath().getList("$"))
                .hasSize(most.apiKeysPerUser());
        Api.browser(cookie)
                .body("{}")
                .post("/api/apikeys")
                .then()
                .statusCode(409)
                .body("code", is("limit_reached"))
                .body("params.limit", is(most.apiKeysPerUser()));
    }

    @Test
    void aClusterHasOnlyAsManyRegistrationTokensAsTheHubLetsItHave() {
        // Given
        String key = Api.newAdminKey();
        String name = Api.unique("c");
        String path = "/api/organizations/default/users/admin/clusters/" + name;
        Api.key(key).body(Map.of("name", name, "type", "existing")).post("/api/clusters");
        for (int i = 0; i < HubTwin.MOST_TOKENS; i++) {
            Api.key(key).body("{}").post(path + "/node-token").then().statusCode(200);
        }
        // When, Then
        Api.key(key)
                .body("{}")
                .post(path + "/node-token")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("code", is("token_limit"))
                .body("title", is("There are as many tokens as there may be."))
                .body("detail", containsString("Revoke one first."))
                .body("params.limit", is(HubTwin.MOST_TOKENS));
        String id = Api.key(key).get(path + "/node-tokens").path("[0].id");
        Api.key(key).delete(path + "/node-tokens/" + id).then().statusCode(204);
        Api.key(key).body("{}").post(path + "/node-token").then().statusCode(200);
    }

    @Test
    void theLimitThatTheHubHasNowStopsTheStartWhereItIsSetHere() {
        // Given
        String former = "activate.limit.node-tokens-per-cluster";
        System.setProperty(former, "100");
        try {
            // When, Then: this comes before all other steps of a start
            assertThatThrownBy(() -> start.fire(new StartupEvent()))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(former)
                    .hasMessageContaining("activate.hub.limit.tokens-per-cluster")
                    .hasMessageContaining("of agent-hub");
        } finally {
            System.clearProperty(former);
        }
    }

    @Test
    void aSignInBeyondTheLimitEndsTheSessionThatIsUsedLeast() {
        // Given
        String user = Api.newUser(PASSWORD);
        String first = Api.login(user, PASSWORD);
        // When
        String last = "";
        for (int i = 0; i < 100; i++) {
            last = Api.login(user, PASSWORD);
        }
        // Then
        Api.browser(first).get("/api/auth/whoami").then().statusCode(401);
        Api.browser(last).get("/api/auth/whoami").then().statusCode(200);
        assertThat(
                        Api.browser(last)
                                .get("/api/organizations/default/users/" + user + "/login-sessions")
                                .jsonPath()
                                .getList("$"))
                .hasSize(100);
    }
}
