package activate.servicekit.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LogTextTest {
    @Test
    void plainTextStaysAsItIs() {
        assertThat(LogText.of("node-1.example: käse, 名前 👍"))
                .isEqualTo("node-1.example: käse, 名前 👍");
        assertThat(LogText.of(null)).isEqualTo("null");
    }

    @Test
    void whatWouldBeginALineOrMoveACursorIsEscaped() {
        assertThat(LogText.of("a\r\nINFO forged\u001b[2J\u0000\u2028\u202e\u0085"))
                .isEqualTo("a\\u000d\\u000aINFO forged\\u001b[2J\\u0000\\u2028\\u202e\\u0085");
    }

    @Test
    void halvesOfCharactersAreEscaped() {
        assertThat(LogText.of("x\ud800y")).isEqualTo("x\\ud800y");
    }

    @Test
    void longTextIsCutEvenWhereItGrowsByEscapes() {
        assertThat(LogText.of("x".repeat(10_000))).hasSize(LogText.LONGEST + 3).endsWith("...");
        assertThat(LogText.of("\n".repeat(10_000))).hasSizeLessThan(LogText.LONGEST + 4);
    }
}
