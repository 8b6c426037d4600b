package activate.messages.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"alpha", "pw://alpha", "pw://ann/alpha", "ann/alpha", "c-1", "pw://c-1"})
    void everyFormMeansTheCluster(String text) {
        assertThat(ClusterAddress.of(text).means("ann", "alpha", "c-1")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"beta", "pw://bob/alpha", "pw://ann/beta", "pw://ann/c-1", "", "pw://", "/"})
    void nothingElseDoes(String text) {
        assertThat(ClusterAddress.of(text).means("ann", "alpha", "c-1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pw://alpha", "pw://ann/alpha"})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(ClusterAddress.of(text)).hasToString(text);
        assertThat(ClusterAddress.of(ClusterAddress.of(text).toString()))
                .isEqualTo(ClusterAddress.of(text));
    }

    @Test
    void addressWithoutAnOwnerMayBeAnybodys() {
        assertThat(ClusterAddress.of("alpha").isOf("bob")).isTrue();
        assertThat(ClusterAddress.of("pw://ann/alpha").isOf("ann")).isTrue();
        assertThat(ClusterAddress.of("pw://ann/alpha").isOf("bob")).isFalse();
    }
}
