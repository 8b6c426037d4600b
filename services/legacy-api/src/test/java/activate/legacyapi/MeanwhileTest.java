package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.account.SlowPasswords;
import activate.legacyapi.identity.token.CheckedCredential;
import activate.legacyapi.identity.token.IssueUserToken;
import activate.legacyapi.rig.BeforeInsert;
import activate.legacyapi.rig.HubTwin;
import activate.legacyapi.rig.Stores;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Check, slow work, act: what is withdrawn between the check and the act is withdrawn.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class MeanwhileTest {

    private static final String OLD = "First-Good-Password-1";
    private static final String NEW = "Second-Good-Password-2";
    private static final String THIRD = "Third-Good-Password-33";
    private static final String USERS = "/api/organizations/default/users/";
    private static final String ED25519 =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIC0ohYYrpqWBiUvDuSqfXfz2ndyKpD3SXQS3pFQmVCXo";

    @Inject IssueUserToken issueUserToken;
    @Inject AccountStore accounts;

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @AfterEach
    void clear() {
        BeforeInsert.clear();
        SlowPasswords.clear();
        HubTwin.clearMeanwhile();
    }

    @Test
    void aSignInWithAPasswordThatIsResetMeanwhileIsRefused() {
        // Given
        String user = Api.newUser(OLD);
        String admin = Api.newAdminKey();
        BeforeInsert.into("BrowserSession", () -> reset(admin, user));
        // When
        int status = Api.tryLogin(user, OLD);
        // Then
        assertThat(BeforeInsert.isDone()).isTrue();
        assertThat(status).isEqualTo(401);
        assertThat(sessionsOf(admin, user)).isEmpty();
        assertThat(Api.tryLogin(user, NEW)).isEqualTo(204);
    }

    @Test
    void aSignInOfAUserWhoIsDisabledMeanwhileStaysRefusedAfterTheUserIsBack() {
        // Given
        String user = Api.newUser(OLD);
        String admin = Api.newAdminKey();
        BeforeInsert.into("BrowserSession", () -> setActive(admin, user, false));
        // When
        int status = Api.tryLogin(user, OLD);
        // Then
        assertThat(status).isEqualTo(401);
        setActive(admin, user, true);
        assertThat(sessionsOf(admin, user)).isEmpty();
    }

    @Test
    void anOwnPasswordChangeDoesNotUndoTheAdministratorsReset() {
        // Given
        String user = Api.newUser(OLD);
        String admin = Api.newAdminKey();
        String cookie = Api.login(user, OLD);
        SlowPasswords.afterMatching(() -> reset(admin, user));
        // When
        int status =
                Api.browser(cookie)
                        .body(Map.of("oldPassword", OLD, "newPassword", THIRD))
                        .patch("/api/sso/password")
                        .statusCode();
        // Then
        assertThat(status).isEqualTo(401);
        assertThat(Api.tryLogin(user, THIRD)).isEqualTo(401);
        assertThat(Api.tryLogin(user, NEW)).isEqualTo(204);
    }

    @Test
    void aKeyOrSshKeyMadeByASessionThatEndsMeanwhileIsNoGood() {
        for (String collection : List.of("ApiKey", "SshKey")) {
            // Given
            String user = Api.newUser(OLD);
            String cookie = Api.login(user, OLD);
            BeforeInsert.into(
                    collection,
                    () -> Api.browser(cookie).post("/api/sso/logout").then().statusCode(200));
            // When
            Response answer =
                    collection.equals("ApiKey")
                            ? Api.browser(cookie).body("{}").post("/api/apikeys")
                            : Api.browser(cookie)
                                    .body(Map.of("key", ED25519))
                                    .post("/api/ssh-public-keys");
            // Then
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(401);
            String again = Api.login(user, OLD);
            assertThat(Api.browser(again).get("/api/apikeys").jsonPath().getList("$")).isEmpty();
            assertThat(Api.browser(again).get("/api/ssh-public-keys").jsonPath().getList("$"))
                    .isEmpty();
        }
    }

    @Test
    void anAdministratorWhoIsDisabledMeanwhileSetsNoPassword() {
        // Given
        String victim = Api.newUser(OLD);
        String admin = Api.newAdminKey();
        String title = Api.key(admin).get("/api/apikeys").path("[-1].title");
        SlowPasswords.afterHashing(
                () -> Api.key(admin).delete("/api/apikeys/" + title).then().statusCode(204));
        // When
        int status = put(admin, victim, THIRD);
        // Then
        assertThat(status).isEqualTo(401);
        assertThat(Api.tryLogin(victim, OLD)).isEqualTo(204);
    }

    @Test
    void aNodeTokenOfAClusterThatIsDeletedMeanwhileIsWithdrawn() {
        // Given
        String key = Api.newAdminKey();
        String name = Api.unique("c");
        String path = "/api/organizations/default/users/admin/clusters/" + name;
        String id =
                Api.key(key)
                        .body(Map.of("name", name, "type", "existing"))
                        .post("/api/clusters")
                        .path("id");
        HubTwin.meanwhile(() -> Api.key(key).delete(path).then().statusCode(204));
        // When
        Response answer = Api.key(key).body("{}").post(path + "/node-token");
        // Then
        answer.then().statusCode(404);
        assertThat(HubTwin.tokensOf(id)).isZero();
    }

    @Test
    void aTokenIsAsOldAsTheCheckOfItsCredential() {
        // Given
        Instant checked = Instant.now().minusSeconds(90).truncatedTo(ChronoUnit.SECONDS);
        Account admin = accounts.byUsername("admin").orElseThrow();
        // When: what signs was waited for since
        String token =
                issueUserToken
                        .issue(
                                admin,
                                new CheckedCredential("c", checked, null),
                                Duration.ofHours(1))
                        .token();
        // Then: what was revoked meanwhile, as of that time, voids it
        assertThat(Claims.number(token, "iat")).isEqualTo(checked.getEpochSecond());
    }

    private static void reset(String admin, String user) {
        assertThat(put(admin, user, NEW)).isEqualTo(204);
    }

    private static int put(String admin, String user, String password) {
        return Api.key(admin)
                .body(Map.of("newPassword", password, "confirmPassword", password))
                .put(USERS + user + "/password")
                .statusCode();
    }

    private static void setActive(String admin, String user, boolean active) {
        Api.key(admin)
                .body(Map.of("active", active))
                .put(USERS + user + "/active")
                .then()
                .statusCode(204);
    }

    private static List<Object> sessionsOf(String admin, String user) {
        return Api.key(admin).get(USERS + user + "/login-sessions").jsonPath().getList("$");
    }
}
