package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.serviceToken;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of what a request brings speaks for its caller, and what others learn. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class CredentialTest {
    private static final String OWN = "Origin: " + HubRig.PUBLIC_URL;
    private static final String COOKIE = "Cookie: pw.sso=pwt_good";

    @Inject Vertx vertx;

    @SuppressWarnings("NullAway.Init")
    @TestHTTPResource
    URI base;

    private int upgrade(String... lines) throws Exception {
        List<String> all = new ArrayList<>(List.of(lines));
        all.add("Sec-WebSocket-Protocol: activate.connect.v1");
        try (RawSocket socket = new RawSocket(base.getPort())) {
            return socket.upgrade("/ws/ssh/connect?cluster=nosuch", all);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Digest x",
                "Authorization:",
                "Authorization: ",
                "Authorization: Basic",
                "Authorization: Bearer",
                "Authorization: Negotiate YII=",
                "Authorization: Bearer a\r\nAuthorization: Bearer b",
                "Authorization: Basic a\r\nAuthorization: Digest b",
                "Sec-WebSocket-Extensions: x"
            })
    void theCookieOpensASocketForOurOwnPagesOnlyWhateverElseIsSent(String line) throws Exception {
        for (String origin :
                List.of(
                        "Origin: https://evil.test",
                        "Origin: null",
                        "Origin: " + HubRig.PUBLIC_URL + ".evil.test",
                        "Origin: http://platform.test:4443",
                        OWN + "\r\nOrigin: https://evil.test",
                        "X-No-Origin: 1")) {
            assertThat(upgrade(COOKIE, origin, line)).as(origin).isEqualTo(403);
        }
    }

    @Test
    void theCookieIsGoodForOurOwnPages() throws Exception {
        assertThat(upgrade(COOKIE, OWN)).isEqualTo(404);
        assertThat(upgrade("Cookie: pw.sso=pwt_bad", OWN)).isEqualTo(401);
        assertThat(upgrade("Cookie: a=b", OWN)).isEqualTo(401);
        assertThat(upgrade(OWN)).isEqualTo(401);
        assertThat(upgrade()).isEqualTo(401);
        assertThat(upgrade("Cookie: pw.sso=pwt_good; pw.sso=pwt_bad", OWN)).isEqualTo(401);
        assertThat(upgrade(COOKIE, "Cookie: pw.sso=pwt_bad", OWN)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic %%%|401",
                "Basic cHd0X2dvb2Q6|404",
                "Basic cHd0X2dvb2Q|404",
                "basic cHd0X2dvb2Q6|404",
                "Basic cHd0X2dvb2Q6 x|401",
                "Basic Og==|401",
                "Basic /////w==|401",
                "Basic cHd0X2dvb2Q-|401",
                "Bearer x|401",
                "Bearer a.b.c|401",
                "Digest x|401"
            })
    void oddCredentialsAreRefused(String authorization, int status) throws Exception {
        assertThat(upgrade("Authorization: " + authorization)).isEqualTo(status);
        given().header("Authorization", authorization)
                .get("/ws/ssh/target?cluster=nosuch")
                .then()
                .statusCode(status);
    }

    @Test
    void twoAuthorizationHeadersAreNoCredential() throws Exception {
        String good = "Authorization: Bearer " + HubRig.userToken("ann");
        assertThat(upgrade(good)).isEqualTo(404);
        assertThat(upgrade(good, "Authorization: Bearer x")).isEqualTo(401);
        assertThat(upgrade(good, good)).isEqualTo(401);
        var node = enrol("two-headers", null);
        String key = "Basic " + TestAgent.basic(node.apiKey());
        given().header("Authorization", key, key)
                .contentType("application/json")
                .body("{\"hostname\":\"h\"}")
                .post("/api/agent/heartbeat")
                .then()
                .statusCode(401);
        try (RawSocket socket = new RawSocket(base.getPort())) {
            String line = "Authorization: " + key;
            assertThat(socket.upgrade("/ws/ssh/tunnel", List.of(line, line))).isEqualTo(401);
        }
    }

    @Test
    void aPageOfOthersReadsNothingByTheCookie() {
        for (String origin : List.of("https://evil.test", "null")) {
            given().header("Cookie", "pw.sso=pwt_good")
                    .header("Origin", origin)
                    .header("Authorization", "Digest x")
                    .get("/ws/ssh/target?cluster=annsbox")
                    .then()
                    .statusCode(403);
        }
        given().header("Cookie", "pw.sso=pwt_good")
                .get("/ws/ssh/target?cluster=nosuch")
                .then()
                .statusCode(404);
    }

    private static Response target(String username, String cluster) {
        return given().header("Authorization", "Bearer " + HubRig.userToken(username))
                .header("X-Request-Id", "same")
                .get("/ws/ssh/target?cluster=" + cluster);
    }

    @Test
    void aClusterThatIsHiddenLooksLikeNone() throws Exception {
        for (String name :
                List.of("annsbox", "pw://annsbox", "pw://ann/annsbox", "c-ann", "ann/annsbox")) {
            for (String user : List.of("carl", "eve")) {
                Response hidden = target(user, name);
                Response absent = target(user, name.replace("ann", "xyz"));
                assertThat(hidden.statusCode()).isEqualTo(404);
                assertThat(hidden.asString().replace(name, "?"))
                        .isEqualTo(absent.asString().replace(name.replace("ann", "xyz"), "?"));
                assertThat(hidden.asString().replace(name, "?")).doesNotContain("ann");
            }
        }
        assertThat(
                        TestUser.refusal(
                                () ->
                                        new HubCalls(vertx, base.getPort())
                                                .user("cluster=annsbox", HubRig.userToken("carl"))))
                .isEqualTo(404);
    }

    @Test
    void aStreamDoesNotOutliveTheTokenThatItWasOpenedWith() throws Exception {
        // Given
        HubCalls hub = new HubCalls(vertx, base.getPort());
        var node = enrol("ending", TestAgent.newKey());
        Instant now = Instant.now();
        String token = HubRig.userToken("bob", now.minusSeconds(60), now.plusSeconds(6));
        try (TestAgent _ = hub.link(node);
                TestUser user = hub.user("cluster=annsbox&node=ending", token).open()) {
            JsonObject first = user.message();
            assertThat(first.getString("type")).isIn("opened");
            // When: it ends, Then
            assertThat(user.message().getString("code")).isEqualTo("unauthenticated");
            assertThat(user.closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 4403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/nodes",
                "/%69nternal/v1/nodes",
                "/internal%2Fv1/nodes",
                "/internal/%76%31/nodes",
                "//internal/v1/nodes",
                "/internal//v1/nodes",
                "/internal/./v1/nodes",
                "/x/../internal/v1/nodes",
                "/internal;a=b/v1/nodes",
                "/internal/v1/nodes/",
                "/internal/v1/nodes%00",
                "/api/agent/../../internal/v1/nodes",
                "/api/agent/%2e%2e/%2e%2e/internal/v1/nodes",
                "/internal/v1/registration-tokens?clusterId=c-ann",
                "/internal/v1/%72egistration-tokens?clusterId=c-ann"
            })
    void noSpellingOfAnInternalPathIsServedWithoutAServiceToken(String path) throws Exception {
        for (String credential :
                List.of("X-None: 1", "Authorization: Bearer " + HubRig.userToken("ann"))) {
            try (RawSocket socket = new RawSocket(base.getPort())) {
                int status =
                        socket.request(
                                "GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: h\r\n"
                                        + credential
                                        + "\r\n\r\n");
                assertThat(status).isIn(400, 401, 404);
            }
        }
        assertThat(serviceToken()).isNotEmpty();
    }
}
