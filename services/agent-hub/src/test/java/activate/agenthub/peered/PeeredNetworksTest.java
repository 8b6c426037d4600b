package activate.agenthub.peered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeeredNetworksTest {
    private static PeeredNetworks networks(String text) {
        return new PeeredNetworks(List.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.1.2, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "198.18.1.10, 198.18.1.10, true",
        "198.18.1.10, 198.18.1.11, false",
        "10.1.2.128/25, 10.1.2.129, true",
        "10.1.2.128/25, 10.1.2.127, false",
        "fd00::/8, fd12::1, true",
        "fd00::/8, 10.0.0.1, false",
        "0.0.0.0/0, 192.0.2.1, true",
    })
    void addressLiesInANetworkByItsPrefix(String network, String address, boolean inside) {
        assertThat(networks(network).reachable(List.of(address)).isPresent()).isEqualTo(inside);
    }

    @Test
    void nothingIsReachableWhereTheOperatorNamedNothing() {
        assertThat(networks("").reachable(List.of("10.0.0.1"))).isEmpty();
    }

    @Test
    void namesAreNeverLookedUp() {
        assertThat(networks("0.0.0.0/0").reachable(List.of("localhost"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "host/8", "10.0.0.0/x", "10.0.0.0/-1"})
    void whatIsNoNetworkStopsTheStart(String text) {
        assertThatThrownBy(() -> networks(text)).hasMessageContaining(text);
    }
}
