package activate.servicekit.forwarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "proxy.example.org",
                "",
                "::1,127.0.0.1",
                "10.0.0.0/33",
                "::/129",
                "10.0.0.0/x",
                "10.0.0.0/-1",
                ":"
            })
    void whatIsNoLiteralAddressIsRefusedAndNeverLookedUp(String text) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names are not looked up");
    }

    @Test
    void addressesAndNetworksAreRead() {
        assertThat(Network.parse("::1").contains("0:0:0:0:0:0:0:1")).isTrue();
        assertThat(Network.parse("[::1]").contains("::2")).isFalse();
        assertThat(Network.parse("10.0.0.0/8").contains("10.200.3.4")).isTrue();
        assertThat(Network.parse("10.0.0.0/8").contains("11.0.0.1")).isFalse();
        assertThat(Network.parse("10.0.0.0/8").contains("::1")).isFalse();
        assertThat(Network.parse("2001:db8::/33").contains("2001:db8:7fff::1")).isTrue();
        assertThat(Network.parse("2001:db8::/33").contains("2001:db8:8000::1")).isFalse();
    }

    @Test
    void aClientIsAnAddressOrItsNetwork() {
        assertThat(Network.ofClient("2001:db8:1:2:3:4:5:6"))
                .isEqualTo(Network.ofClient("2001:db8:1:2::"));
        assertThat(Network.ofClient("2001:db8:1:2::1"))
                .isNotEqualTo(Network.ofClient("2001:db8:1:3::1"));
        assertThat(Network.ofClient("192.0.2.7")).isEqualTo("192.0.2.7");
        assertThat(Network.ofClient("unknown")).isEqualTo("unknown");
    }
}
