package activate.servicekit.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

final class BasicNameTest {

    @Test
    void aKeyIsTheNameWhateverThePassword() {
        assertThat(BasicName.of("Basic " + encoded("key:"))).contains("key");
        assertThat(BasicName.of("basic  " + encoded("key:a:b"))).contains("key");
        assertThat(BasicName.of("Basic " + encoded("key"))).contains("key");
    }

    @Test
    void whatIsNoBasicHasNone() {
        assertThat(BasicName.of(null)).isEmpty();
        assertThat(BasicName.of("Bearer " + encoded("key:"))).isEmpty();
        assertThat(BasicName.of("Basic %%%")).isEmpty();
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
