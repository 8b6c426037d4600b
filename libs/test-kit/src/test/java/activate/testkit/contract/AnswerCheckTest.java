package activate.testkit.contract;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class AnswerCheckTest {
    private static final String TABLES =
            """

            ## Additions

            | Operation | Adds | What for |
            |---|---|---|
            | `GET /api/platform/keys` | answer `since` | a test |

            ## Differences
            """;

    private final AnswerCheck check =
            new AnswerCheck(ApiContract.read(), KnownDeviations.parse(TABLES));

    @Test
    void anAnswerAsTheContractSaysPasses() {
        assertThatCode(
                        () -> {
                            check.check("GET", "/api/auth/whoami", 200, "\"admin\"");
                            check.check("GET", "/api/ping", 204, "");
                            check.check("GET", "/api/users/u/ssh-public-keys", 200, "ssh-rsa x");
                            check.check("GET", "/api/our/own", 200, "whatever");
                            check.check(
                                    "GET", "/api/platform/keys", 200, "{\"keys\":[],\"since\":1}");
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void anotherStatusOfSuccessIsRefused() {
        assertRefused("GET", "/api/auth/whoami", 201, "\"admin\"", "only 200");
        assertRefused("GET", "/api/ping", 200, "", "only 204");
    }

    @Test
    void anotherBodyIsRefused() {
        assertRefused("GET", "/api/auth/whoami", 200, "admin", "no JSON");
        assertRefused("GET", "/api/auth/whoami", 200, "1", "string");
        assertRefused("GET", "/api/ping", 204, "{}", "has a body");
        assertRefused("GET", "/api/platform/keys", 200, "{}", "keys");
        assertRefused("GET", "/api/platform/keys", 200, "{\"keys\":[],\"till\":1}", "`till`");
    }

    @Test
    void aRefusalThatClientsCannotReadIsRefused() {
        String good = "{\"error\":true,\"message\":\"No.\",\"code\":\"no\",\"params\":{}}";

        assertThatCode(() -> check.check("GET", "/api/whatever", 404, good))
                .doesNotThrowAnyException();
        assertRefused("GET", "/api/whatever", 404, "", "`error` and `message`");
        assertRefused("GET", "/api/ping", 503, "<html>", "`error` and `message`");
        assertRefused("GET", "/api/ping", 400, good.replace("{}", "null"), "`error`");
        assertRefused("GET", "/api/ping", 400, good.replace("\"No.\"", "7"), "`error`");
    }

    private void assertRefused(
            String method, String path, int status, String body, String because) {
        assertThatThrownBy(() -> check.check(method, path, status, body))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(because)
                .hasMessageContaining(method + " " + path);
    }
}
