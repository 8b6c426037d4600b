package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.route.Via;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamWordsTest {
    @Test
    void wordsOfOurOwnAreRead() {
        StreamWords words =
                StreamWords.read(
                                "ssh",
                                "--proxy-command",
                                "--context",
                                "me@host",
                                "--platform-host",
                                "host:4443",
                                "--ca-file",
                                "/etc/my ca.pem",
                                "--via",
                                "platform",
                                "--node",
                                "n1",
                                "--host-keys",
                                "--doctor=pw doctor a",
                                "alpha")
                        .orElseThrow();

        assertThat(words.options().context()).contains("me@host");
        assertThat(words.options().platformHost()).contains("host:4443");
        assertThat(words.options().caFile()).contains(Path.of("/etc/my ca.pem"));
        assertThat(words.request())
                .isEqualTo(new StreamSsh.Request("alpha", "n1", Via.platform, true, "pw doctor a"));
    }

    @Test
    void whatIsNotGivenIsAsForEveryCommand() {
        StreamWords words = StreamWords.read("ssh", "--proxy-command", "alpha").orElseThrow();

        assertThat(words.options().context()).isEmpty();
        assertThat(words.options().platformHost()).isEmpty();
        assertThat(words.options().caFile()).isEmpty();
        assertThat(words.request())
                .isEqualTo(new StreamSsh.Request("alpha", null, Via.auto, false, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh",
                "ssh alpha",
                "ssh --proxy-command",
                "ssh --via tunnel alpha",
                "ssh --proxy-command configure",
                "ssh --proxy-command --help",
                "ssh --proxy-command alpha -v",
                "ssh --proxy-command --via nowhere alpha",
                "ssh --proxy-command --via",
                "ssh --proxy-command --node",
                "ssh --proxy-command --node alpha",
                "ssh --proxy-command --node --via tunnel alpha",
                "ssh --proxy-command --via=tunnel alpha",
                "ssh --proxy-command --via auto --via tunnel alpha",
                "ssh --proxy-command alpha beta",
                "ssh --proxy-command -x alpha",
                "ping --proxy-command alpha",
                "--context c ssh --proxy-command alpha"
            })
    void wordsInAnyOtherFormAreLeftToTheParserOfAllCommands(String words) {
        assertThat(StreamWords.read(words.split(" ", -1))).isEmpty();
    }
}
