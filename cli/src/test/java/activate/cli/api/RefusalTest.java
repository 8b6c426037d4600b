package activate.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {
    @ParameterizedTest
    @CsvSource({
        "401, NOT_LOGGED_IN",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "409, CONFLICT",
        "412, CONFLICT",
        "408, TIMED_OUT",
        "504, TIMED_OUT",
        "502, UNREACHABLE",
        "503, UNREACHABLE",
        "400, FAILED",
        "500, FAILED",
    })
    void statusDecidesWhereNoCodeDoes(int status, ExitCode exit) {
        assertThat(Refusal.of(status, "<html>", "GET /x").code()).isEqualTo(exit);
    }

    @ParameterizedTest
    @CsvSource({
        "unauthenticated, NOT_LOGGED_IN",
        "forbidden, FORBIDDEN",
        "cluster_not_found, NOT_FOUND",
        "cluster_offline, UNREACHABLE",
        "dial_refused, UNREACHABLE",
        "dial_unreachable, UNREACHABLE",
        "dial_timeout, TIMED_OUT",
        "dial_denied, FORBIDDEN",
        "of_a_later_version, FAILED",
    })
    void codeOfASocketDecides(String code, ExitCode exit) {
        Failure failure = Refusal.ofCode(code, "");

        assertThat(failure.code()).isEqualTo(exit);
        assertThat(failure).hasMessage(code + " (" + code + ")");
    }

    @Test
    void codeCountsBeforeTheStatus() {
        assertThat(Refusal.of(409, "{\"code\":\"cluster_offline\"}", "GET /x").code())
                .isEqualTo(ExitCode.UNREACHABLE);
    }

    @Test
    void messageIsTheFirstLineOfWhatThePlatformSays() {
        assertThat(Refusal.of(403, "{\"code\":\"forbidden\",\"detail\":\"No.\\nMore.\"}", "x"))
                .hasMessage("No. (forbidden)");
        assertThat(Refusal.of(400, "{\"title\":\"Bad.\"}", "x")).hasMessage("Bad.");
        assertThat(Refusal.of(502, "<html>", "GET /x"))
                .hasMessage("GET /x answered with status 502");
        assertThat(Refusal.of(502, "null", "GET /x")).hasMessage("GET /x answered with status 502");
    }

    @Test
    void hintSaysWhatCanBeDone() {
        assertThat(Refusal.ofCode("dial_refused", "No.").hint()).contains("SSH server");
        assertThat(Refusal.of(401, "", "x").hint()).contains("pw auth login");
        assertThat(Refusal.of(412, "{\"code\":\"version_changed\"}", "x").hint())
                .isEqualTo("read it again, and send the change with the new version.");
        assertThat(Refusal.of(500, "", "x").hint()).isEmpty();
        assertThat(
                        Refusal.ofCode(
                                        "cluster_offline",
                                        "It is disconnected. Ann can connect it: pw clusters connect c")
                                .hint())
                .as("the way out that is told, and no other")
                .isEqualTo("Ann can connect it: pw clusters connect c");
    }
}
