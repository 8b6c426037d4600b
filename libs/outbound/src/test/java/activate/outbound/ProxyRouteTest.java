package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyRouteTest {
    private static ProxyRoute except(String excepted) {
        return ProxyRoute.of(
                Map.of("HTTPS_PROXY", "http://proxy.example:8080", "NO_PROXY", excepted));
    }

    @Test
    void exceptionsAreNamesDomainsAndEverything() {
        ProxyRoute route = except("localhost, .corp.example,*.lab");

        assertThat(route.covers("platform.example", 443)).isTrue();
        assertThat(route.covers("LOCALHOST", 443)).isFalse();
        assertThat(route.covers("a.corp.example", 443)).isFalse();
        assertThat(route.covers("corp.example", 443)).isFalse();
        assertThat(route.covers("x.lab", 443)).isFalse();
        assertThat(route.covers("notcorp.example", 443)).isTrue();
        assertThat(
                        ProxyRoute.of(Map.of("https_proxy", "proxy:1", "no_proxy", "*"))
                                .covers("x", 443))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "10.0.0.0/8 10.1.2.3 443 direct",
                "10.0.0.0/8 11.1.2.3 443 proxy",
                "10.128.0.0/9 10.127.255.255 443 proxy",
                "10.128.0.0/9 10.128.0.1 443 direct",
                "10.1.2.3/32 10.1.2.3 443 direct",
                "0.0.0.0/0 192.0.2.1 443 direct",
                "0.0.0.0/0 [2001:db8::1] 443 proxy",
                "10.0.0.0/8 platform.example 443 proxy",
                "10.0.0.0/33 10.0.0.0 443 proxy",
                "10.0.0.0/-1 10.0.0.0 443 proxy",
                "10.0.0.0/ 10.0.0.0 443 proxy",
                "10.1.2.3 10.1.2.3 443 direct",
                "10.1.2.3:4443 10.1.2.3 4443 direct",
                "10.1.2.3:4443 10.1.2.3 443 proxy",
                "2.3 10.1.2.3 443 proxy",
                "2001:db8::/32 [2001:db8:5::1] 443 direct",
                "2001:db8::/32 [2001:db9::1] 443 proxy",
                "2001:DB8::/33 [2001:db8:8000::1] 443 proxy",
                "[2001:db8::1] [2001:db8:0::1] 443 direct",
                "[2001:db8::1]:4443 [2001:db8::1] 4443 direct",
                "[2001:db8::1]:4443 [2001:db8::1] 443 proxy",
                "::1 [::1] 443 direct",
                "fe80::/10 [fe80::1%eth0] 443 direct",
                "platform.example:443 platform.example 443 direct",
                "platform.example:4443 platform.example 443 proxy",
                ".example:443 platform.example 443 direct",
                "*:4443 platform.example 4443 direct",
                "platform.example. platform.example 443 direct",
                "platform.example platform.example. 443 direct",
                ". platform.example 443 proxy",
                ",, platform.example 443 proxy",
                "plat*.example platform.example 443 proxy",
            })
    void exceptionsAreReadAsCurlAndGoReadThem(String excepted, String host, int port, String way) {
        assertThat(except(excepted).covers(host, port)).isEqualTo(way.equals("proxy"));
    }

    @Test
    void exceptionsArePartedByCommasAndByWhiteSpace() {
        ProxyRoute route = except(" a.example\tb.example ,, c.example\n");

        assertThat(route.covers("a.example", 443)).isFalse();
        assertThat(route.covers("b.example", 443)).isFalse();
        assertThat(route.covers("c.example", 443)).isFalse();
        assertThat(route.covers("d.example", 443)).isTrue();
    }

    @Test
    void withoutProxyTheWayIsDirect() {
        assertThat(ProxyRoute.of(Map.of()).select(URI.create("https://a")))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(ProxyRoute.of(Map.of("HTTPS_PROXY", " ")).way(URI.create("https://a")))
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource({
        "http://me:secret@proxy:8080, proxy, 8080",
        "http://me:se@cret@proxy, proxy, 3128",
        "HTTP://proxy_1.corp:80/, proxy_1.corp, 80",
        "proxy:8080, proxy, 8080",
        "me:secret@proxy:8080, proxy, 8080",
        "http://DOMAIN\\me:secret@10.0.0.1:8080, 10.0.0.1, 8080",
        "http://[2001:db8::1]:8080, [2001:db8::1], 8080",
    })
    void addressIsReadAsPeopleWriteIt(String value, String host, int port) throws Exception {
        ProxyRoute route = ProxyRoute.of(Map.of("https_proxy", value));

        ProxyRoute.HttpProxy proxy = route.proxy(URI.create("https://a")).orElseThrow();

        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(route)
                .hasToString("proxy " + host + ":" + port + " (https_proxy)")
                .asString()
                .doesNotContain("cret");
    }
}
