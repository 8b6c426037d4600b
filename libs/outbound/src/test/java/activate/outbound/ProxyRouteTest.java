package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProxyRouteTest {
    @Test
    void exceptionsAreNamesDomainsAndEverything() throws OutboundException {
        ProxyRoute route =
                ProxyRoute.of(
                        Map.of(
                                "HTTPS_PROXY",
                                "http://proxy:8080",
                                "NO_PROXY",
                                "localhost, .corp.example,*.lab"));

        assertThat(route.covers("platform.example")).isTrue();
        assertThat(route.covers("LOCALHOST")).isFalse();
        assertThat(route.covers("a.corp.example")).isFalse();
        assertThat(route.covers("corp.example")).isFalse();
        assertThat(route.covers("x.lab")).isFalse();
        assertThat(route.covers("notcorp.example")).isTrue();
        assertThat(ProxyRoute.of(Map.of("https_proxy", "proxy:1", "no_proxy", "*")).covers("x"))
                .isFalse();
    }

    @Test
    void withoutProxyTheWayIsDirect() throws OutboundException {
        assertThat(ProxyRoute.of(Map.of()).select(URI.create("https://a")))
                .containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void loginIsDecodedAndNeverShown() throws OutboundException {
        ProxyRoute route = ProxyRoute.of(Map.of("HTTPS_PROXY", "http://me:s%40cret+1@proxy"));

        assertThat(route.login().orElseThrow().getPassword())
                .containsExactly("s@cret+1".toCharArray());
        assertThat(route).hasToString("proxy proxy:3128");
        assertThatThrownBy(() -> ProxyRoute.of(Map.of("HTTPS_PROXY", "socks://me:secret@proxy")))
                .hasMessageContaining("HTTPS_PROXY")
                .hasMessageNotContaining("secret");
    }
}
