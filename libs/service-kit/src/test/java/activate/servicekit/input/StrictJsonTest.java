package activate.servicekit.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import activate.servicekit.problem.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    @Test
    void ordinaryJsonIsTaken() {
        for (String good :
                new String[] {
                    "{}",
                    "0",
                    "\"text\"",
                    " {\"a\":[1,-1,1.5,null,true,{\"b\":\"\\ud83d\\ude00 \\t\\n\"}],\"c\":9223372036854775807} ",
                    "[".repeat(32) + "]".repeat(32)
                }) {
            assertThatNoException().as(good).isThrownBy(() -> check(good));
        }
    }

    @Test
    void whatIsReadInTwoWaysOrKeptByNoStoreIsRefusedByItsPlace() {
        assertThat(pointer("{\"a\":{\"b\":\"x\\u0000\"}}")).isEqualTo("/a/b");
        assertThat(pointer("{\"a\":[\"\",\"\\ud800\"]}")).isEqualTo("/a/1");
        assertThat(pointer("{\"a\":\"\\udc00\"}")).isEqualTo("/a");
        assertThat(pointer("{\"a\":1e400}")).isEqualTo("/a");
        assertThat(pointer("{\"a\":9223372036854775808}")).isEqualTo("/a");
        assertThat(pointer("{\"a\":-9223372036854775809}")).isEqualTo("/a");
        for (String bad :
                new String[] {
                    "{",
                    "{}{}",
                    "{} x",
                    "0 0",
                    "{\"a\":1,\"a\":2}",
                    "{\"a\\u0000\":1}",
                    "[".repeat(33) + "]".repeat(33),
                    "[" + "1".repeat(65) + "]",
                    "\"" + "x".repeat(128 * 1024 + 1) + "\"",
                    "{\"" + "n".repeat(257) + "\":1}",
                    "NaN",
                    "'a'"
                }) {
            assertThat(catchThrowableOfType(Problem.class, () -> check(bad))).as(bad).isNotNull();
        }
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        byte[] latin = {'"', (byte) 0xe4, '"'};
        byte[] overlong = {'"', (byte) 0xc0, (byte) 0x80, '"'};
        assertThat(catchThrowableOfType(Problem.class, () -> StrictJson.check(latin))).isNotNull();
        assertThat(catchThrowableOfType(Problem.class, () -> StrictJson.check(overlong)))
                .isNotNull();
    }

    private static String pointer(String body) {
        return catchThrowableOfType(Problem.class, () -> check(body)).errors().getFirst().place();
    }

    private static void check(String body) {
        StrictJson.check(body.getBytes(StandardCharsets.UTF_8));
    }
}
