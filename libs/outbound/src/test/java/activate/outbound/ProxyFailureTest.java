package activate.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import activate.outbound.OutboundException.Kind;
import activate.testkit.network.RawServer;
import activate.testkit.network.RawServer.Then;
import activate.testkit.network.TestCertificate;
import activate.testkit.resource.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said when it is the proxy that fails: of requests and of sockets. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class ProxyFailureTest {
    @TempDir static Path directory;

    private static TestCertificate certificate;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(directory, "platform");
    }

    private static OutboundException fails(String proxy, boolean socket) throws IOException {
        return fails(Map.of("HTTPS_PROXY", proxy), socket, Duration.ofSeconds(10));
    }

    private static OutboundException fails(
            Map<String, String> environment, boolean socket, Duration timeout) throws IOException {
        try (OutboundClient client =
                OutboundClient.open(Optional.of(certificate.pem()), environment)) {
            return catchThrowableOfType(
                    OutboundException.class,
                    () -> {
                        if (socket) {
                            client.socket(
                                    URI.create("wss://platform.example/ws"),
                                    Map.of("Authorization", "Basic platform"),
                                    "test.v1",
                                    timeout);
                        } else {
                            client.send(
                                    HttpRequest.newBuilder(URI.create("https://platform.example/"))
                                            .timeout(timeout)
                                            .header("Authorization", "Basic platform")
                                            .build());
                        }
                    });
        }
    }

    private static String through(int port) {
        return "through the proxy 127.0.0.1:" + port + " (HTTPS_PROXY): ";
    }

    private static String answer(String statusAndHeaders) {
        return "HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Basic realm=\"x\" | me:wrong@ | asks for credentials and does not accept those that are set",
                "Basic realm=\"x\" | '' | asks for credentials",
                "NTLM | '' | asks for credentials by NTLM; only Basic is spoken here",
                "Negotiate | me:secret@ | asks for credentials by Negotiate; only Basic is spoken here",
                "Digest realm=\"x\", nonce=\"y\" | me:secret@ | asks for credentials by Digest; only Basic is spoken here",
            })
    void proxyThatAsksForCredentialsIsNamedWithAWayOut(String scheme, String login, String said)
            throws IOException {
        for (boolean socket : new boolean[] {false, true}) {
            try (RawServer proxy =
                    new RawServer(answer("407 Who\r\nProxy-Authenticate: " + scheme), Then.STAYS)) {
                OutboundException failure =
                        fails("http://" + login + "127.0.0.1:" + proxy.port(), socket);

                assertThat(failure.kind()).isEqualTo(Kind.PROXY);
                assertThat(failure)
                        .hasMessage(
                                through(proxy.port())
                                        + "the proxy 127.0.0.1:"
                                        + proxy.port()
                                        + " "
                                        + said)
                        .hasMessageNotContaining("secret");
                assertThat(failure.hint()).contains("HTTPS_PROXY").doesNotContain("wrong");
                assertThat(proxy.requests()).as("no second try with a password").hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "403 Forbidden",
                "302 Found\r\nLocation: http://portal/",
                "200 no",
                "400 Bad",
                "500 Oops"
            })
    void proxyThatDoesNotConnectIsNamed(String status) throws IOException {
        for (boolean socket : new boolean[] {false, true}) {
            try (RawServer proxy = new RawServer(answer(status), Then.CLOSES)) {
                OutboundException failure = fails("127.0.0.1:" + proxy.port(), socket);

                assertThat(failure).hasMessageStartingWith(through(proxy.port()));
                assertThat(failure.hint()).contains("platform.example");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HT",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nA: ",
                "SSH-2.0-x\r\n",
                "\r\n\r\n",
                "<html>hello</html>\n\n",
                "HTTP/1.1 banana\r\n\r\n"
            })
    void garbageIsNoProxy(String bytes) throws IOException {
        for (Then then : Then.values()) {
            for (boolean socket : new boolean[] {false, true}) {
                try (RawServer proxy = new RawServer(bytes, then)) {
                    OutboundException failure =
                            fails(
                                    Map.of("HTTPS_PROXY", "127.0.0.1:" + proxy.port()),
                                    socket,
                                    Duration.ofSeconds(1));

                    assertThat(failure).hasMessageStartingWith(through(proxy.port()));
                    assertThat(failure.hint()).contains("HTTPS_PROXY");
                }
            }
        }
    }

    @Test
    void proxyThatIsDownOrUnknownIsNamed() throws IOException {
        int port = FreePort.find();
        for (boolean socket : new boolean[] {false, true}) {
            OutboundException down = fails("127.0.0.1:" + port, socket);
            OutboundException unknown = fails("no-such-proxy.invalid:8080", socket);

            assertThat(down.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(down)
                    .hasMessage(through(port) + "127.0.0.1:" + port + " refuses connections");
            assertThat(down.hint()).contains("HTTPS_PROXY").contains("NO_PROXY");
            assertThat(unknown.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(unknown)
                    .hasMessage(
                            "through the proxy no-such-proxy.invalid:8080 (HTTPS_PROXY): no address found for no-such-proxy.invalid:8080");
        }
    }

    @Test
    void loginGoesToTheProxyAtOnceAndNothingOfThePlatformsDoes() throws IOException {
        for (boolean socket : new boolean[] {false, true}) {
            try (RawServer proxy = new RawServer(answer("403 No"), Then.CLOSES)) {
                fails("http://me:p@ss%3A1+%@127.0.0.1:" + proxy.port(), socket);

                String login =
                        Base64.getEncoder()
                                .encodeToString("me:p@ss%3A1+%".getBytes(StandardCharsets.UTF_8));
                assertThat(proxy.requests().getFirst())
                        .startsWith("CONNECT platform.example:443 HTTP/1.1")
                        .contains("Proxy-Authorization: Basic " + login)
                        .doesNotContain("Basic platform");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:secret@proxy:1080",
                "https://me:secret@proxy",
                "ftp://me:secret@proxy",
                "http://me:secret@",
                "http://me:secret@proxy:99999",
                "http://me:secret@proxy/path"
            })
    void proxyThatCannotBeUsedIsToldWhenItIsNeeded(String proxy) throws IOException {
        OutboundException failure = fails(proxy, false);

        assertThat(failure.kind()).isEqualTo(Kind.PROXY);
        assertThat(failure)
                .hasMessageStartingWith("HTTPS_PROXY ")
                .hasMessageNotContaining("secret");
        assertThat(failure.hint()).contains("http://[user:password@]host:port");
        OutboundException past =
                fails(
                        Map.of("HTTPS_PROXY", proxy, "NO_PROXY", "platform.example"),
                        false,
                        Duration.ofSeconds(5));
        assertThat(past).hasMessageContaining("no address found for platform.example");
    }

    @Test
    void lowerCaseVariableIsNamedAsItIsSpelled() throws IOException {
        int port = FreePort.find();
        OutboundException failure =
                fails(Map.of("https_proxy", "127.0.0.1:" + port), false, Duration.ofSeconds(5));

        assertThat(failure).hasMessageContaining("(https_proxy)");
        assertThat(failure.hint()).contains("https_proxy");
    }
}
