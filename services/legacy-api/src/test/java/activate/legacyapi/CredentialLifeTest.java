package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.rig.Stores;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A token ends with its credential, at the latest.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class CredentialLifeTest {

    private static final String PASSWORD = "Another-Good-Password-1";

    @Inject MongoClient mongo;

    @ConfigProperty(name = "quarkus.mongodb.database")
    String database;

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void aTokenOfAKeyEndsWithTheKey() {
        // Given
        Response made =
                Api.admin()
                        .body(Map.of("title", Api.unique("key"), "expiresIn", 900))
                        .post("/api/apikeys");
        String key = made.path("key");
        Instant end = Instant.parse(made.path("expiration"));
        // When
        String token = token(Api.key(key));
        String ofToken = token(Api.bearer(token));
        Instant exchanged = exchanged("api_key", key);
        // Then
        assertThat(expiry(token)).isBeforeOrEqualTo(end);
        assertThat(expiry(ofToken)).isBeforeOrEqualTo(end);
        assertThat(exchanged).isBeforeOrEqualTo(end);
    }

    @Test
    void aTokenOfATokenEndsWithIt() {
        // Given
        String key = Api.newAdminKey();
        String first =
                Api.key(key).get("/api/auth/token?ttl=1").body().asString().replace("\"", "");
        // When
        String second = token(Api.bearer(first));
        // Then
        assertThat(expiry(second)).isBeforeOrEqualTo(expiry(first));
    }

    @Test
    void aTokenOfASessionEndsWithTheSession() {
        // Given
        String user = Api.newUser(PASSWORD);
        String cookie = Api.login(user, PASSWORD);
        Instant end = Instant.now().plusSeconds(30);
        sessions()
                .updateOne(
                        Filters.eq("holder.username", user),
                        Updates.set("expiresAt", Date.from(end)));
        // When, Then
        assertThat(expiry(token(Api.browser(cookie)))).isBeforeOrEqualTo(end);
        assertThat(exchanged("cookie", cookie)).isBeforeOrEqualTo(end);
    }

    @Test
    void aTokenOfASessionThatIsNotUsedEndsWithItToo() {
        // Given
        String user = Api.newUser(PASSWORD);
        String cookie = Api.login(user, PASSWORD);
        Instant used = Instant.now().minus(Duration.ofHours(12)).plusSeconds(40);
        // When
        String token = token(Api.browser(cookie));
        Api.bearer(token).get("/api/auth/whoami").then().statusCode(200);
        sessions()
                .updateOne(
                        Filters.eq("holder.username", user),
                        Updates.set("lastUsedAt", Date.from(used.minusSeconds(60))));
        // Then
        assertThat(expiry(token)).isBeforeOrEqualTo(Instant.now().plus(Duration.ofHours(12)));
        Api.bearer(token).get("/api/auth/whoami").then().statusCode(401);
    }

    private MongoCollection<Document> sessions() {
        return mongo.getDatabase(database).getCollection("BrowserSession");
    }

    private static String token(RequestSpecification caller) {
        Response answer = caller.get("/api/auth/token?ttl=24");
        answer.then().statusCode(200);
        return answer.body().asString().replace("\"", "");
    }

    private static Instant exchanged(String kind, String value) {
        Response answer =
                Api.hub().body(Map.of("kind", kind, "value", value)).post("/internal/v1/token");
        answer.then().statusCode(200);
        assertThat(expiry(answer.path("token"))).isEqualTo(Instant.parse(answer.path("expiresAt")));
        return Instant.parse(answer.path("expiresAt"));
    }

    private static Instant expiry(String token) {
        return Instant.ofEpochSecond(Claims.number(token, "exp"));
    }
}
