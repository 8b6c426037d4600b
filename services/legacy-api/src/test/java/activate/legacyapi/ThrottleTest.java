package activate.legacyapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItems;

import activate.legacyapi.rig.Stores;
import activate.messages.forward.ForwardProof;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who guesses is slowed, and nobody else is.
@QuarkusTest
@QuarkusTestResource(Stores.class)
class ThrottleTest {

    private static final String PASSWORD = "Another-Good-Password-1";
    private static final ForwardProof EDGE = new ForwardProof(Stores.FORWARDING_SECRET);
    private static final AtomicInteger NEXT = new AtomicInteger();

    @BeforeEach
    void ready() {
        Api.awaitReady();
    }

    @Test
    void aFloodOfWrongNamesLocksNobodyElseBehindTheAddressOut() {
        // Given
        String user = Api.newUser(PASSWORD);
        String office = address();
        for (int i = 0; i < 150; i++) {
            assertThat(login(office, Api.unique("nobody"), "wrong").statusCode()).isEqualTo(401);
        }
        // When
        Response answer = login(office, user, PASSWORD);
        // Then
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    @Test
    void aSourceThatIsWrongForManyHasFewTriesForEach() {
        // Given
        String user = Api.newUser(PASSWORD);
        String source = address();
        for (int i = 0; i < 101; i++) {
            login(source, Api.unique("nobody"), "wrong");
        }
        // When
        for (int i = 0; i < 3; i++) {
            assertThat(login(source, user, "wrong").statusCode()).isEqualTo(401);
        }
        Response fourth = login(source, user, "wrong");
        // Then
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(fourth.header("Retry-After"))).isBetween(1, 900);
        events("source_tries_many_accounts", source);
    }

    @Test
    void anAccountThatIsGuessedFromEverywhereIsSlowForStrangersAndNotForItsOwner() {
        // Given
        String user = Api.newUser(PASSWORD);
        String home = address();
        assertThat(login(home, user, PASSWORD).statusCode()).isEqualTo(204);
        int looked = 0;
        for (int i = 0; i < 150; i++) {
            boolean late = i >= 130;
            Response answer = login(address(), user, "wrong");
            looked += late && answer.statusCode() == 401 ? 1 : 0;
        }
        // When
        Response owner = login(home, user, PASSWORD);
        // Then
        assertThat(looked).isLessThanOrEqualTo(2);
        assertThat(owner.statusCode()).isEqualTo(204);
        events("account_tried_from_everywhere", user);
    }

    @Test
    void addressesOfOneNetworkAreOneSource() {
        // Given
        String user = Api.newUser(PASSWORD);
        for (int i = 0; i < 10; i++) {
            login("2001:db8:1:2::" + (i + 1), user, "wrong");
        }
        // When, Then
        assertThat(login("2001:db8:1:2:ffff::9", user, "wrong").statusCode()).isEqualTo(429);
        assertThat(login("2001:db8:1:3::9", user, "wrong").statusCode()).isEqualTo(401);
    }

    @Test
    void anAddressThatTheIngressHasNotProvedIsNotBelieved() {
        // Given
        String user = Api.newUser(PASSWORD);
        String proved = EDGE.of("203.0.113.250", Instant.now());
        String old = EDGE.of("203.0.113.250", Instant.now().minusSeconds(90));
        int refused = 0;
        // When: a client of this machine invents an address for each try
        for (int i = 0; i < 16; i++) {
            RequestSpecification request =
                    request(user, "wrong").header("X-Forwarded-For", address());
            switch (i % 4) {
                case 0 -> request.header(ForwardProof.HEADER, proved);
                case 1 -> request.header(ForwardProof.HEADER, "1.x");
                case 2 ->
                        request.header("X-Forwarded-For", "203.0.113.250")
                                .header(ForwardProof.HEADER, old);
                default -> {}
            }
            refused += request.post("/api/sso/password/login").statusCode() == 429 ? 1 : 0;
        }
        // Then
        assertThat(refused).isEqualTo(6);
    }

    private static void events(String reason, String about) {
        String events =
                Api.key(Api.newAdminKey())
                        .get("/api/admin/events?type=auth.throttled&limit=500")
                        .then()
                        .statusCode(200)
                        .body("events.payload.data.reason", hasItems(reason))
                        .extract()
                        .asString();
        assertThat(events).contains(about);
    }

    private static String address() {
        int next = NEXT.incrementAndGet();
        return "198.18." + next / 250 + "." + (1 + next % 250);
    }

    private static Response login(String address, String username, String password) {
        return request(username, password)
                .header("X-Forwarded-For", address)
                .header(ForwardProof.HEADER, EDGE.of(address, Instant.now()))
                .post("/api/sso/password/login");
    }

    private static RequestSpecification request(String username, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", password));
    }
}
