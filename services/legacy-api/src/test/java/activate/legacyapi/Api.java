package activate.legacyapi;

import static io.restassured.RestAssured.given;

import activate.legacyapi.rig.Stores;
import activate.testkit.time.Eventually;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** Requests as the different callers make them. */
public final class Api {
    public static final String ORIGIN = "https://platform.test:4443";

    private static volatile boolean isReady;

    private Api() {}

    /** Waits until the first administrator exists. */
    public static void awaitReady() {
        if (isReady) {
            return;
        }
        Eventually.holds(
                "the administrator can sign in",
                Duration.ofSeconds(30),
                () -> tryLogin("admin", Stores.ADMIN_PASSWORD) == 204);
        isReady = true;
    }

    public static int tryLogin(String username, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", password))
                .post("/api/sso/password/login")
                .statusCode();
    }

    public static String login(String username, String password) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("username", username, "password", password))
                .post("/api/sso/password/login")
                .then()
                .statusCode(204)
                .extract()
                .cookie("pw.sso");
    }

    /** The administrator's browser. */
    public static RequestSpecification admin() {
        return browser(login("admin", Stores.ADMIN_PASSWORD));
    }

    /** A browser with this cookie, on a page of the platform. */
    public static RequestSpecification browser(String cookie) {
        return given().contentType(ContentType.JSON)
                .cookie("pw.sso", cookie)
                .header("Origin", ORIGIN);
    }

    /** A program with this API key. */
    public static RequestSpecification key(String key) {
        return given().contentType(ContentType.JSON).header("Authorization", basic(key));
    }

    /** The header of a program with this API key. */
    public static String basic(String key) {
        return "Basic "
                + Base64.getEncoder().encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
    }

    public static RequestSpecification bearer(String token) {
        return given().contentType(ContentType.JSON).header("Authorization", "Bearer " + token);
    }

    /** Agent-hub. */
    public static RequestSpecification hub() {
        return bearer(hubToken());
    }

    /** What agent-hub proves itself with. */
    public static String hubToken() {
        return Stores.KEYS.token("agent-hub", "legacy-api");
    }

    /** A new API key of the administrator. */
    public static String newAdminKey() {
        return newKey(admin());
    }

    public static String newKey(RequestSpecification browser) {
        return browser.body(Map.of("title", unique("key")))
                .post("/api/apikeys")
                .then()
                .statusCode(200)
                .extract()
                .path("key");
    }

    /** A new user of the organization {@code default}; returns the user name. */
    public static String newUser(String password) {
        String name = unique("u");
        admin().body(
                        Map.of(
                                "username",
                                name,
                                "name",
                                "User " + name,
                                "email",
                                name + "@example.org",
                                "password",
                                password))
                .post("/api/organizations/default/users")
                .then()
                .statusCode(200);
        return name;
    }

    public static String unique(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "").substring(0, 10);
    }
}
