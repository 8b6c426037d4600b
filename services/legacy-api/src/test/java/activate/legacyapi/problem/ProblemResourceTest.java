package activate.legacyapi.problem;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import activate.legacyapi.rig.Stores;
import activate.messages.problem.ProblemGuide;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
final class ProblemResourceTest {
    @Test
    void theTypeOfAProblemLeadsToItsPage() {
        String type =
                given().get("/api/auth/session").then().statusCode(401).extract().path("type");

        given().get(type)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/html"))
                .body(containsString("<h1>You are not signed in.</h1>"))
                .body(containsString("status 401"))
                .body(containsString("No credential was sent, or it has ended or was revoked."))
                .body(containsString("Log in again with: pw auth login HOST"));
    }

    @Test
    void everyCodeHasAPage() {
        assertThat(ProblemGuide.all()).hasSizeGreaterThan(50);
        ProblemGuide.all()
                .keySet()
                .forEach(
                        code ->
                                given().get("/problems/" + code)
                                        .then()
                                        .statusCode(200)
                                        .body(containsString("<code>" + code + "</code>")));
    }

    @Test
    void anUnknownCodeIsAProblemItself() {
        given().get("/problems/no_such_code")
                .then()
                .statusCode(404)
                .contentType(startsWith("application/problem+json"))
                .body("code", is("not_found"));
    }
}
