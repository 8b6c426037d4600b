package activate.legacyapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import activate.legacyapi.rig.Stores;
import activate.testkit.time.Eventually;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
class SignInTest {
    @TestHTTPResource(value = "/", management = true)
    URI management = URI.create("http://127.0.0.1");

    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void signInGivesACookieThatPagesCannotRead() {
        // When
        Response answer =
                given().contentType(ContentType.JSON)
                        .body(Map.of("username", "Admin", "password", Stores.ADMIN_PASSWORD))
                        .post("/api/sso/password/login");

        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.header("Set-Cookie"))
                .startsWith("pw.sso=")
                .contains("HttpOnly", "Secure", "SameSite=Lax", "Path=/");
        String whoAmI =
                Api.browser(answer.cookie("pw.sso")).get("/api/auth/whoami").body().asString();
        assertThat(whoAmI).isEqualTo("\"admin\"");
    }

    @Test
    void wrongPasswordAndUnknownUserAreOneAnswer() {
        // When
        String wrong = refused("admin", "no");
        String unknown = refused("nobody-here", "no");

        // Then
        assertThat(wrong).isEqualTo(unknown).contains("invalid_credentials");
    }

    @Test
    void tooManyWrongPasswordsAreRefusedWithoutLookingAtThem() {
        // Given
        String user = Api.newUser("Another-Good-Password-1");
        for (int i = 0; i < 10; i++) {
            assertThat(Api.tryLogin(user, "wrong")).isEqualTo(401);
        }

        // When
        Response answer =
                given().contentType(ContentType.JSON)
                        .body(Map.of("username", user, "password", "Another-Good-Password-1"))
                        .post("/api/sso/password/login");

        // Then
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
    }

    @Test
    void signingOutEndsTheSession() {
        // Given
        String cookie = Api.login("admin", Stores.ADMIN_PASSWORD);

        // When
        Api.browser(cookie).post("/api/sso/logout").then().statusCode(200);

        // Then
        Api.browser(cookie).get("/api/auth/whoami").then().statusCode(401);
    }

    @Test
    void aPageOfAnotherSiteCannotUseTheCookie() {
        // Given
        String cookie = Api.login("admin", Stores.ADMIN_PASSWORD);

        // When, Then
        for (String origin :
                new String[] {
                    "https://evil.test", "null", Api.ORIGIN + ".evil.test", "http://platform.test"
                }) {
            given().contentType(ContentType.JSON)
                    .cookie("pw.sso", cookie)
                    .header("Origin", origin)
                    .body("{}")
                    .post("/api/apikeys")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("cross_site_request"));
        }
        for (String site : List.of("cross-site", "same-site", "none")) {
            Api.browser(cookie)
                    .header("Sec-Fetch-Site", site)
                    .body("{}")
                    .post("/api/apikeys")
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("cross_site_request"));
        }
        given().contentType(ContentType.JSON)
                .cookie("pw.sso", cookie)
                .header("Sec-Fetch-Site", "same-origin")
                .body("{}")
                .post("/api/apikeys")
                .then()
                .statusCode(200);
    }

    @Test
    void signingInAtAnotherNameOfThePlatformNamesItsOwnAddress() {
        given().contentType(ContentType.JSON)
                .header("Origin", "https://alias.test")
                .body(Map.of("username", "admin", "password", Stores.ADMIN_PASSWORD))
                .post("/api/sso/password/login")
                .then()
                .statusCode(403)
                .body("params.publicUrl", equalTo(Api.ORIGIN))
                .body("detail", equalTo("Sign in at the platform's own address: " + Api.ORIGIN));
    }

    @Test
    void aProgramThatKeepsTheCookieMakesAnApiKey() {
        // Given: no browser, so neither Origin nor Sec-Fetch-Site
        String cookie = Api.login("admin", Stores.ADMIN_PASSWORD);

        // When
        String key =
                given().contentType(ContentType.JSON)
                        .cookie("pw.sso", cookie)
                        .body("{}")
                        .post("/api/apikeys")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("key");

        // Then
        Api.key(key).get("/api/auth/whoami").then().statusCode(200);
        given().contentType(ContentType.TEXT)
                .cookie("pw.sso", cookie)
                .body("{}")
                .post("/api/apikeys")
                .then()
                .statusCode(415);
    }

    @Test
    void aKeyWorksUntilItIsDeleted() {
        // Given
        String title = Api.unique("key");
        Response made =
                Api.admin().body(Map.of("title", title, "duration", "7")).post("/api/apikeys");
        assertThat(made.statusCode()).isEqualTo(200);
        Contract.check("CreateAPIKeyOutputBody", made);
        String key = made.path("key");
        String host =
                new String(
                        Base64.getUrlDecoder().decode(key.substring(4, key.indexOf('.'))),
                        StandardCharsets.UTF_8);
        assertThat(host).isEqualTo("platform.test:4443");

        // When
        Api.key(key).get("/api/auth/whoami").then().statusCode(200).body(equalTo("\"admin\""));
        Contract.checkEach("APIKeyResponse", Api.key(key).get("/api/apikeys"));
        Api.key(key).delete("/api/apikeys/" + title).then().statusCode(204);

        // Then
        Api.key(key).get("/api/auth/whoami").then().statusCode(401);
    }

    @Test
    void noStoredDocumentHoldsAKey() {
        // When
        String key = Api.newAdminKey();

        // Then
        String secret = key.substring(key.indexOf('.') + 1);
        MongoDatabase stored = mongo.getDatabase(database);
        for (String collection : stored.listCollectionNames()) {
            for (Document document : stored.getCollection(collection).find()) {
                assertThat(document.toString()).as(collection).doesNotContain(secret);
            }
        }
        assertThat(stored.listCollectionNames()).isNotEmpty();
    }

    @Test
    void onlyABrowserMakesKeys() {
        Api.key(Api.newAdminKey())
                .body(Map.of("title", "x"))
                .post("/api/apikeys")
                .then()
                .statusCode(403)
                .body("code", equalTo("browser_session_required"));
    }

    @Test
    void aTokenStandsForItsCredential() {
        // Given
        String key = Api.newAdminKey();
        String quoted = Api.key(key).get("/api/auth/token?ttl=1").body().asString();
        String token = quoted.substring(1, quoted.length() - 1);
        Api.bearer(token).get("/api/auth/whoami").then().statusCode(200);
        String claims =
                new String(
                        Base64.getUrlDecoder()
                                .decode(
                                        token.substring(
                                                token.indexOf('.') + 1, token.lastIndexOf('.'))),
                        StandardCharsets.UTF_8);
        assertThat(claims).contains("\"platform_host\":\"platform.test:4443\"", "\"cred\":\"");
        Contract.check("Jwks", given().get("/api/platform/keys"));

        // When
        String title = Api.key(key).get("/api/apikeys").path("[-1].title");
        Api.key(key).delete("/api/apikeys/" + title).then().statusCode(204);

        // Then
        Api.bearer(token).get("/api/auth/whoami").then().statusCode(401);
    }

    @Test
    void anotherServiceExchangesAKeyForAShortToken() {
        // Given
        String key = Api.newAdminKey();

        // When
        Response answer =
                Api.hub().body(Map.of("kind", "api_key", "value", key)).post("/internal/v1/token");

        // Then
        answer.then()
                .statusCode(200)
                .body("token", notNullValue())
                .body("expiresAt", notNullValue());
        Api.bearer(answer.path("token")).get("/api/auth/whoami").then().statusCode(200);
        Api.hub()
                .body(Map.of("kind", "api_key", "value", "pwt_x.y"))
                .post("/internal/v1/token")
                .then()
                .statusCode(401);
        Api.key(key).body("{}").post("/internal/v1/token").then().statusCode(401);
    }

    @Test
    void changingThePasswordEndsOtherSessions() {
        // Given
        String user = Api.newUser("First-Good-Password-1");
        String one = Api.login(user, "First-Good-Password-1");
        String other = Api.login(user, "First-Good-Password-1");
        Map<String, String> change =
                Map.of(
                        "oldPassword",
                        "First-Good-Password-1",
                        "newPassword",
                        "Second-Good-Password-2");

        // When
        Api.browser(one).body(change).patch("/api/sso/password").then().statusCode(204);

        // Then
        Api.browser(one).get("/api/auth/whoami").then().statusCode(200);
        Api.browser(other).get("/api/auth/whoami").then().statusCode(401);
        assertThat(Api.tryLogin(user, "First-Good-Password-1")).isEqualTo(401);
        assertThat(Api.tryLogin(user, "Second-Good-Password-2")).isEqualTo(204);
    }

    @Test
    void theSessionHasTheContractsShape() {
        Response session = Api.admin().get("/api/auth/session");
        session.then()
                .statusCode(200)
                .body("username", is("admin"))
                .body("admin", is(true))
                .body("organization", is("default"))
                .body("avatarEtag", nullValue());
    }

    @Test
    void everyErrorIsAProblemThatOldClientsRead() {
        given().get("/api/nowhere").then().statusCode(404).body("error", is(true));
        given().get("/nowhere").then().statusCode(404).body("message", notNullValue());
        given().put("/api/apikeys")
                .then()
                .statusCode(405)
                .header("Allow", "GET, HEAD, OPTIONS, POST")
                .body("error", is(true));
        given().post("/api/organizations/default/users/ann/clusters/a%20b")
                .then()
                .statusCode(405)
                .header("Allow", "DELETE, GET, HEAD, OPTIONS, PATCH");
        given().get("/api/clusters")
                .then()
                .statusCode(401)
                .contentType(startsWith("application/problem+json"))
                .body("code", is("unauthenticated"))
                .body("error", is(true))
                .body("message", notNullValue());
        given().contentType(ContentType.JSON)
                .body("{\"username\":")
                .post("/api/sso/password/login")
                .then()
                .statusCode(400)
                .body("code", is("invalid_request"));
        given().get("/api/openapi.json")
                .then()
                .statusCode(200)
                .body(containsString("/api/apikeys"));
    }

    @Test
    void healthIsOnAPortOfItsOwn() {
        given().get("/q/health/live").then().statusCode(404);
        given().get(management.resolve("/q/health/live")).then().statusCode(200);
        Eventually.holds(
                "the service is ready",
                Duration.ofSeconds(10),
                () -> given().get(management.resolve("/q/health/ready")).statusCode() == 200);
        given().get(management.resolve("/q/health/ready")).then().body(containsString("main-port"));
    }

    private static String refused(String username, String password) {
        Response answer =
                given().contentType(ContentType.JSON)
                        .header("X-Request-Id", "fixed")
                        .body(Map.of("username", username, "password", password))
                        .post("/api/sso/password/login");
        assertThat(answer.statusCode()).isEqualTo(401);
        return answer.body().asString();
    }
}
