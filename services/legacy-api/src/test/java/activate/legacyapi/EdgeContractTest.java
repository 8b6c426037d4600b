package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import activate.legacyapi.rig.Stores;
import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every operation has in common: which requests it refuses, and with which headers.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class EdgeContractTest {
    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    private static final String USERS = "/api/organizations/default/users";
    private static final String EVENTS = "/api/organizations/default/events";

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            textBlock =
                    """
                    users limit=abc limit
                    users limit=1.5 limit
                    users limit= limit
                    users limit=99999999999 limit
                    users limit=0 limit
                    users skip=-1 skip
                    users page=2 page
                    users Limit=2 Limit
                    users limit=1&limit=2 limit
                    users sortBy=shoe sortBy
                    events outcome=maybe outcome
                    events actorType=shoe actorType
                    events includeFailed=true includeFailed
                    events from=%2B999999999-01-01T00:00:00Z from
                    events search=%E2%80%AEx search
                    """)
    void parameterThatIsNotObeyedIsRefusedByItsName(String what, String query, String name) {
        Api.key(Api.newAdminKey())
                .urlEncodingEnabled(false)
                .get("/api/organizations/default/" + what + "?" + query)
                .then()
                .statusCode(400)
                .body("code", is("invalid_request"))
                .body("errors[0].parameter", equalTo(name))
                .body("errors[0].pointer", equalTo(null))
                .body("detail", containsString(name + ": "));
    }

    @Test
    void parameterMayBeALongListWhereTheOperationTakesOne() {
        Api.key(Api.newAdminKey())
                .get(EVENTS + "?type=cluster.created&type=cluster.deleted&limit=3")
                .then()
                .statusCode(200);
        Api.key(Api.newAdminKey()).get(USERS + "?limit=1&search=adm").then().statusCode(200);
    }

    @Test
    void nameOfAMegabyteIsNotEchoed() {
        Response answer =
                Api.key(Api.newAdminKey())
                        .urlEncodingEnabled(false)
                        .get(USERS + "?" + "n".repeat(3_000) + "=1");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.asString()).hasSizeLessThan(1_500);
    }

    @Test
    void missingCredentialIsAskedForInItsScheme() {
        Response answer = RestAssured.get("/api/auth/session");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"activate\"");
    }

    @Test
    void typesThatAreNotSpokenHaveTheirOwnCodes() {
        String key = Api.newAdminKey();

        Api.key(key)
                .accept("image/png")
                .get("/api/auth/session")
                .then()
                .statusCode(406)
                .body("code", is("not_acceptable"));
        Api.key(key)
                .contentType("text/csv")
                .body("a,b")
                .post("/api/clusters")
                .then()
                .statusCode(415)
                .body("code", is("unsupported_media_type"));
    }

    @Test
    void nameThatLooksLikeAnotherIsRefused() {
        Api.key(Api.newAdminKey())
                .body(
                        "{\"name\":\"plain\",\"type\":\"existing\",\"displayName\":\"a\\u202etxt.exe\"}")
                .post("/api/clusters")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/displayName"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            textBlock =
                    """
                    {} organization
                    {"bogus":1} organization
                    {"organization":{}} groups
                    {"groups":{}} organization
                    {"organization":null,"groups":{}} organization
                    """)
    void permissionsAreNotTakenAwayByATypingError(String body, String missing) {
        String key = Api.newAdminKey();
        String name = Api.unique("kept");
        String path = "/api/organizations/default/managed-clusters";
        Api.key(key).body("{\"name\":\"" + name + "\"}").post(path).then().statusCode(200);
        String permissions = path + "/" + name + "/permissions";
        Api.key(key)
                .body("{\"organization\":{\"cluster:login\":true},\"groups\":{}}")
                .patch(permissions)
                .then()
                .statusCode(204);

        Api.key(key)
                .body(body)
                .patch(permissions)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/" + missing));

        Api.key(key).get(permissions).then().body("organization.'cluster:login'", is(true));
    }

    @Test
    void keyIsMadeOnceForOneName() {
        // Given
        String request = Api.unique("request");
        Map<String, Object> wanted = Map.of("title", Api.unique("key"), "expiresIn", 900);
        makeKey(request, wanted).then().statusCode(200);

        // When, Then
        makeKey(request, wanted).then().statusCode(409).body("code", is("api_key_created_already"));
        makeKey(request, Map.of("title", Api.unique("key")))
                .then()
                .statusCode(422)
                .body("code", is("idempotency_key_reused"));
    }

    @Test
    void keyOfARequestFromBeforeItsHashWasKeptNamesItsClusterAlone() {
        // Given: a document of a former version
        String key = Api.newAdminKey();
        String request = Api.unique("request");
        String name = Api.unique("c");
        Map<String, String> wanted = Map.of("name", name, "type", "existing");
        String id = makeCluster(key, request, wanted).path("id");
        mongo.getDatabase(database)
                .getCollection("Cluster")
                .updateOne(Filters.eq(id), Updates.unset("trail.keys.requestHash"));

        // When, Then
        makeCluster(key, request, wanted).then().statusCode(200).body("id", is(id));
        makeCluster(key, request, Map.of("name", Api.unique("c"), "type", "existing"))
                .then()
                .statusCode(422);
    }

    private static Response makeCluster(String key, String request, Map<String, String> wanted) {
        return Api.key(key).header("Idempotency-Key", request).body(wanted).post("/api/clusters");
    }

    private static Response makeKey(String request, Map<String, Object> wanted) {
        return Api.admin().header("Idempotency-Key", request).body(wanted).post("/api/apikeys");
    }
}
