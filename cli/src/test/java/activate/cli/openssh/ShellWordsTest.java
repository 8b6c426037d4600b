package activate.cli.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWords.quote(List.of("ssh", "-o", "A=b", "h:/x")))
                .isEqualTo("ssh -o A=b h:/x");
    }

    @Test
    void shellGivesBackExactlyTheseWords() throws IOException, InterruptedException {
        List<String> words =
                List.of("a b", "it's", "$(touch x)", "`x`", "", "*", "a\\b", "\"", ";", "ü\n");

        Process shell =
                new ProcessBuilder("sh", "-c", "printf '%s\\0' " + ShellWords.quote(words)).start();
        String given = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(given).isEqualTo(String.join("\0", words) + "\0");
    }
}
