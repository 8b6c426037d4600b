package activate.settings.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of setting takes, and how it refuses the rest. */
final class BoundsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:4006", "https://host", "https://[::1]:4443/"})
    void anAddressOfAServerIsTaken(String text) {
        assertThat(new BaseUrl().convert(text)).isEqualTo(URI.create(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:4006",
                "ftp://host",
                "https://",
                "https://host/path",
                "https://host?x=1",
                "https://user:secret@host",
                "https://a b"
            })
    void whatIsNoneIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> new BaseUrl().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected: http or https")
                .hasMessageNotContaining("secret");
    }

    @Test
    void anEmptyAddressIsNone() {
        assertThat(new BaseUrl().convert(" ")).isNull();
    }

    @Test
    void aListenerMayHaveAFreePortAndAServerMayNot() {
        assertThat(new ListenerPort().convert("-1")).isEqualTo(-1);
        assertThat(new ListenerPort().convert("65535")).isEqualTo(65_535);
        assertThat(new PortNumber().convert("1")).isEqualTo(1);
        assertThatThrownBy(() -> new ListenerPort().convert("0")).hasMessageContaining("-1");
        assertThatThrownBy(() -> new PortNumber().convert("-1")).hasMessageContaining("1 to 65535");
        assertThatThrownBy(() -> new PortNumber().convert("65536")).hasMessageContaining("65535");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "nonsense", "1.5", "2147483648"})
    void aCountIsAWholeNumberOfOneOrMore(String text) {
        assertThat(new PositiveCount().convert("1")).isEqualTo(1);
        assertThatThrownBy(() -> new PositiveCount().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a whole number of 1 or more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-1s", "soon"})
    void aTimeIsLongerThanNothing(String text) {
        assertThat(new PositiveDuration().convert("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThatThrownBy(() -> new PositiveDuration().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a time longer than nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "much"})
    void aSizeIsAtLeastOneByte(String text) {
        assertThat(new PositiveSize().convert("64K"))
                .satisfies(size -> assertThat(size.asLongValue()).isEqualTo(65_536));
        assertThatThrownBy(() -> new PositiveSize().convert(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected:");
    }
}
