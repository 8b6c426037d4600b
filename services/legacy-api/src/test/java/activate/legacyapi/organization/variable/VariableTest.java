package activate.legacyapi.organization.variable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import activate.legacyapi.Api;
import activate.legacyapi.credential.CredentialStore;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.platform.LimitConfig;
import activate.legacyapi.rig.Stores;
import activate.messages.identity.UuidV7;
import com.mongodb.client.MongoClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Stores.class)
@SuppressWarnings("NullAway.Init") // The container fills the fields.
final class VariableTest {
    private static final String PASSWORD = "Another-Good-Password-1";
    private static final String OF_USER = "/api/workflow-variables";
    private static final String OF_ORGANIZATION = "/api/organizations/default/variables";
    private static final String FOLDER = "activate/legacy-api/variables/";
    private static final String HIDDEN = "do-not-show-this";

    @Inject CredentialStore vault;
    @Inject VariableSecrets secrets;
    @Inject VariableStore variables;
    @Inject AccountStore accounts;
    @Inject LimitConfig most;
    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private String user;
    private String cookie;

    @BeforeEach
    void aUser() {
        Api.awaitReady();
        user = Api.newUser(PASSWORD);
        cookie = Api.login(user, PASSWORD);
    }

    @Test
    void aPlainVariableIsMadeChangedAndDeleted() {
        // When
        Response made = of(Map.of("key", "REGION", "value", "north"));
        Response changed = me().body(Map.of("value", "south")).patch(OF_USER + "/REGION");

        // Then
        assertThat(made.asString())
                .isEqualTo("{\"key\":\"REGION\",\"secret\":false,\"value\":\"north\"}");
        assertThat(changed.asString())
                .isEqualTo("{\"key\":\"REGION\",\"secret\":false,\"value\":\"south\"}");
        me().get(OF_USER).then().statusCode(200).body("REGION.value", is("south"));
        me().delete(OF_USER + "/REGION").then().statusCode(204);
        assertThat(me().get(OF_USER).asString()).isEqualTo("{}");
        me().delete(OF_USER + "/REGION")
                .then()
                .statusCode(404)
                .body("code", is("variable_not_found"));
    }

    @Test
    void aSecretIsInVaultAndNowhereElse() {
        // When
        Response made = of(secret("TOKEN", HIDDEN));
        String id = secretId("TOKEN");

        // Then: it is kept
        assertThat(vault.read(FOLDER + id)).contains(Map.of("value", HIDDEN));
        // and no answer, document or row has it
        assertThat(made.asString()).isEqualTo("{\"key\":\"TOKEN\",\"secret\":true,\"value\":null}");
        assertThat(me().get(OF_USER).asString()).doesNotContain(HIDDEN).contains("TOKEN");
        assertThat(everyDocument()).contains(id).doesNotContain(HIDDEN);
        Response events =
                Api.admin().get("/api/organizations/default/events?type=variable.created");
        assertThat(events.asString()).contains("TOKEN").doesNotContain(HIDDEN);
    }

    @Test
    void aSecretGoesWithItsVariableAndWithItsValue() {
        // Given
        of(secret("TOKEN", "first"));
        String first = secretId("TOKEN");

        // When: another value
        me().body(Map.of("value", "second")).patch(OF_USER + "/TOKEN").then().statusCode(200);
        String second = secretId("TOKEN");

        // Then
        assertThat(vault.read(FOLDER + first)).isEmpty();
        assertThat(vault.read(FOLDER + second)).contains(Map.of("value", "second"));

        // When: nothing otherwise
        me().body("{}").patch(OF_USER + "/TOKEN").then().statusCode(200);

        // Then
        assertThat(secretId("TOKEN")).isEqualTo(second);
        assertThat(vault.read(FOLDER + second)).isPresent();

        // When: deleted
        me().delete(OF_USER + "/TOKEN").then().statusCode(204);

        // Then
        assertThat(vault.read(FOLDER + second)).isEmpty();
        assertThat(vault.list(FOLDER)).doesNotContain(first, second);
    }

    @Test
    void aPlainVariableBecomesSecretAndNoSecretBecomesPlainByItself() {
        // Given
        of(Map.of("key", "TOKEN", "value", HIDDEN));

        // When
        me().body(Map.of("secret", true))
                .patch(OF_USER + "/TOKEN")
                .then()
                .statusCode(200)
                .body("secret", is(true))
                .body("value", nullValue());

        // Then
        assertThat(vault.read(FOLDER + secretId("TOKEN"))).contains(Map.of("value", HIDDEN));
        assertThat(everyDocument()).doesNotContain(HIDDEN);
        me().body(Map.of("secret", false))
                .patch(OF_USER + "/TOKEN")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", is("/value"));
        me().body(Map.of("secret", false, "value", "open"))
                .patch(OF_USER + "/TOKEN")
                .then()
                .statusCode(200)
                .body("value", is("open"));
    }

    @Test
    void noValueIsLeftBehind() {
        // Given: what a process that died has written, long ago and just now
        Instant now = Instant.now();
        String old = idOf(now.minus(Duration.ofMinutes(11)));
        String young = idOf(now);
        vault.write(FOLDER + old, Map.of("value", "left"));
        vault.write(FOLDER + young, Map.of("value", "being written"));
        vault.write(FOLDER + "a-note", Map.of("value", "of an operator"));
        of(secret("TOKEN", "used"));

        // When
        secrets.sweep();

        // Then
        assertThat(vault.list(FOLDER))
                .doesNotContain(old)
                .contains(young, "a-note", secretId("TOKEN"));
        vault.delete(FOLDER + young);
        vault.delete(FOLDER + "a-note");
    }

    @Test
    void aRefusedVariableLeavesNoValue() {
        of(secret("TOKEN", "first"));
        List<String> before = vault.list(FOLDER);

        me().body(secret("TOKEN", "second"))
                .post(OF_USER)
                .then()
                .statusCode(409)
                .body("code", is("variable_exists"));

        assertThat(vault.list(FOLDER)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void ofManyChangesAtOnceTheValueOfOneStays() throws Exception {
        // Given
        of(secret("TOKEN", "first"));
        List<String> before = new ArrayList<>(vault.list(FOLDER));
        before.remove(secretId("TOKEN"));
        List<Future<Integer>> answers = new ArrayList<>();

        // When
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 8; i++) {
                Map<String, Object> body = Map.of("value", "value-" + i);
                answers.add(
                        threads.submit(
                                () -> me().body(body).patch(OF_USER + "/TOKEN").statusCode()));
            }
        }

        // Then
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isIn(200, 503);
        }
        assertThat(vault.read(FOLDER + secretId("TOKEN"))).isPresent();
        before.add(secretId("TOKEN"));
        assertThat(vault.list(FOLDER)).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void membersSeeTheVariablesOfTheirOrganizationAndAdministratorsChangeThem() {
        // Given
        String key = "V_" + Api.unique("x");
        String path = OF_ORGANIZATION + "/" + key;

        // When, Then
        Api.admin()
                .body(Map.of("key", key, "value", "north"))
                .post(OF_ORGANIZATION)
                .then()
                .statusCode(200)
                .body(key + ".value", is("north"));
        me().get(OF_ORGANIZATION).then().statusCode(200).body(key + ".value", is("north"));
        me().body(Map.of("key", "MINE", "value", "x")).post(OF_ORGANIZATION).then().statusCode(403);
        me().body(Map.of("value", "x")).patch(path).then().statusCode(403);
        me().delete(path).then().statusCode(403);
        me().get("/api/organizations/another/variables").then().statusCode(404);
        assertThat(me().get(OF_USER).asString()).doesNotContain(key);
        Api.admin()
                .body(Map.of("value", "south"))
                .patch(path)
                .then()
                .statusCode(200)
                .body(key + ".value", is("south"));
        Api.admin().delete(path).then().statusCode(204);
        assertThat(Api.admin().get(OF_ORGANIZATION).asString()).doesNotContain(key);
    }

    @Test
    void nobodyReachesTheVariablesOfAnotherUser() {
        // Given
        of(Map.of("key", "MINE", "value", "x"));
        RequestSpecification stranger = Api.browser(Api.login(Api.newUser(PASSWORD), PASSWORD));

        // When, Then
        assertThat(stranger.get(OF_USER).asString()).isEqualTo("{}");
        stranger.delete(OF_USER + "/MINE").then().statusCode(404);
        me().get(OF_USER).then().body("MINE.value", is("x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"key\":\"A\"}",
                "{\"key\":null,\"value\":\"x\"}",
                "{\"key\":\"\",\"value\":\"x\"}",
                "{\"key\":\"1A\",\"value\":\"x\"}",
                "{\"key\":\"A B\",\"value\":\"x\"}",
                "{\"key\":\"A.B\",\"value\":\"x\"}",
                "{\"key\":\"A\",\"value\":1}",
                "{\"key\":\"A\",\"value\":\"x\",\"secret\":\"yes\"}",
                "[]",
                "null"
            })
    void whatIsNoVariableIsRefused(String body) {
        me().body(body).post(OF_USER).then().statusCode(400);
        assertThat(me().get(OF_USER).asString()).isEqualTo("{}");
    }

    @Test
    void aValueHasAnEnd() {
        of(Map.of("key", "A", "value", "x".repeat(4_096)));

        Response longer =
                me().body(Map.of("key", "B", "value", HIDDEN.repeat(4_096))).post(OF_USER);

        assertThat(longer.statusCode()).isEqualTo(400);
        assertThat(longer.asString()).contains("/value").doesNotContain(HIDDEN);
    }

    @Test
    void anOwnerHasOnlySoManyVariables() {
        for (int i = 0; i < most.variablesPerOwner(); i++) {
            of(Map.of("key", "V" + i, "value", ""));
        }

        me().body(Map.of("key", "ONE_MORE", "value", ""))
                .post(OF_USER)
                .then()
                .statusCode(409)
                .body("code", is("limit_reached"));
    }

    @Test
    void noTextShowsAValue() {
        assertThat(new Variable.New("A", HIDDEN, true).toString()).doesNotContain(HIDDEN);
        assertThat(new Variable.Patch(HIDDEN, true).toString()).doesNotContain(HIDDEN);
        assertThat(new Variable.Shown("A", false, HIDDEN).toString()).doesNotContain(HIDDEN);
    }

    private RequestSpecification me() {
        return Api.browser(cookie);
    }

    private Response of(Map<String, Object> body) {
        Response made = me().body(body).post(OF_USER);
        assertThat(made.statusCode()).isEqualTo(200);
        return made;
    }

    private static Map<String, Object> secret(String key, String value) {
        return Map.of("key", key, "value", value, "secret", true);
    }

    private String secretId(String key) {
        Variable.Owner owner = Variable.Owner.user(accounts.byUsername(user).orElseThrow());
        return Objects.requireNonNull(variables.named(owner, key).orElseThrow().secretId());
    }

    private String everyDocument() {
        StringBuilder all = new StringBuilder();
        for (String name : mongo.getDatabase(database).listCollectionNames()) {
            mongo.getDatabase(database)
                    .getCollection(name)
                    .find()
                    .forEach(found -> all.append(found.toJson()));
        }
        return all.toString();
    }

    private static String idOf(Instant at) {
        return new UuidV7(InstantSource.fixed(at), new SecureRandom()).next();
    }
}
