package activate.agenthub.enrol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TokenTextTest {
    private static final TokenText TOKEN =
            new TokenText("default", "sandbox", "id-1", "s".repeat(43));

    @Test
    void textIsReadBackWithSpacesAroundIt() {
        assertThat(TokenText.parse("  " + TOKEN.text() + "\n")).contains(TOKEN);
    }

    @Test
    void oneWrongCharacterIsFoundByTheChecksum() {
        String text = TOKEN.text();
        for (int i = 5; i < text.length(); i++) {
            char other = text.charAt(i) == 'a' ? 'b' : 'a';
            String wrong = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(TokenText.parse(wrong)).as("wrong at %d", i).isEmpty();
        }
    }

    @Test
    void secretIsNotShown() {
        assertThat(TOKEN.toString()).doesNotContain(TOKEN.secret());
    }
}
