package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the edge speaks TLS and HTTP/1.1, below what a request asks for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProtocolTest {

    private static final String HOST = "Host: localhost\r\n";
    private static final String NEXT = "GET /healthzz HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private final Queue<String> ids = new ConcurrentLinkedQueue<>();
    private EdgeFixture fixture;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fixture = new EdgeFixture(folder, Map.of(), this::answer, this::answer);
    }

    private void answer(HttpServerRequest request) {
        ids.add(request.getHeader("x-request-id"));
        request.body().onSuccess(_ -> request.response().end("service"));
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"
            })
    void suitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreNotOffered(String suite) {
        assertThatThrownBy(
                        () -> {
                            try (SSLSocket socket = tls12(suite)) {
                                socket.startHandshake();
                            }
                        })
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aClientOfTls12IsServed() throws Exception {
        try (SSLSocket socket = tls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            socket.startHandshake();

            assertThat(askOn(socket)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void aSecondHandshakeEndsTheConnection() throws Exception {
        try (SSLSocket socket = tls12("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")) {
            socket.startHandshake();
            assertThat(askOn(socket)).startsWith("HTTP/1.1 200");

            assertThatThrownBy(
                            () -> {
                                socket.startHandshake();
                                askOn(socket);
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HOST + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n",
                HOST + "Content-Length: 3\r\nContent-Length: 3\r\n",
                HOST + "Content-Length: +3\r\n",
                HOST + "Transfer-Encoding: gzip, chunked\r\n",
                HOST + "Transfer-Encoding: identity\r\n",
                HOST + "Transfer-Encoding : chunked\r\n",
                HOST + ": empty\r\n",
                HOST + "X(Y): z\r\n",
                HOST + HOST,
                ""
            })
    void afterWrongFramingNothingMoreIsAnswered(String headers) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            RawClient.Answer answer =
                    client.ask("POST /api/x HTTP/1.1\r\n" + headers + "\r\n" + NEXT + NEXT);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.nextLine()).isEmpty();
        }
    }

    @Test
    void theAnswerArrivesThoughTheClientIsStillSending() throws Exception {
        try (RawClient client = RawClient.plain(fixture.edge.httpPort())) {
            client.send(
                    "POST / HTTP/1.1\r\n" + HOST + "X(Y): z\r\nContent-Length: 9000000\r\n\r\n");
            client.send("a".repeat(3_000_000));

            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.isClosedWithin(5_000)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.2, 505",
        "HTTP/2.0, 505",
        "HTTP/0.9, 505",
        "HTTP/01.1, 505",
        "http/1.1, 505",
        "HTTX/1.1, 505",
        "HTTP/1.x, 400"
    })
    void anotherVersionIsAnsweredInHttp11(String version, int status) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("GET /healthzz " + version + "\r\n" + HOST + "\r\n");

            assertThat(client.nextLine()).startsWith("HTTP/1.1 " + status);
            assertThat(client.isClosedWithin(5_000)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nabc\r\n", "-3\r\nabc\r\n", "3\r\nabcdef\r\n", "3\nabc\n"})
    void aBrokenChunkIsAnswered400(String chunk) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("POST /api/x HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n");

            RawClient.Answer answer = client.ask("3\r\nabc\r\n" + chunk + "0\r\n\r\n" + NEXT);

            RequestTest.assertProblem(answer, 400, "malformed_request");
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(client.isClosedWithin(5_000)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "job-42_retry.1",
                "0123456789012345678901234567890123456789012345678901234567890123"
            })
    void aPlainRequestIdOfTheClientIsTaken(String id) throws Exception {
        RawClient.Answer answer = ask("/api/x", "X-Request-Id: " + id + "\r\n");
        RawClient.Answer refused = ask("/nope", "X-Request-Id: " + id + "\r\n");

        assertThat(answer.header("x-request-id")).isEqualTo(id);
        assertThat(ids).last().isEqualTo(id);
        assertThat(new JsonObject(refused.body()).getString("requestId")).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Request-Id: \r\n",
                "X-Request-Id: a b\r\n",
                "X-Request-Id: a;b\r\n",
                "X-Request-Id: \u00e9\r\n",
                "X-Request-Id: a\r\nX-Request-Id: b\r\n",
                "X-Request-Id: 01234567890123456789012345678901234567890123456789012345678901234\r\n"
            })
    void anyOtherRequestIdIsReplaced(String header) throws Exception {
        RawClient.Answer answer = ask("/api/x", header);

        assertThat(answer.header("x-request-id")).matches("[0-9a-f-]{36}");
        assertThat(ids).last().isEqualTo(answer.header("x-request-id"));
    }

    private RawClient.Answer ask(String path, String headers) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.ask("GET " + path + " HTTP/1.1\r\n" + HOST + headers + "\r\n");
        }
    }

    private SSLSocket tls12(String suite) throws Exception {
        SSLSocket socket = RawClient.unshakenSocket(fixture.edge.httpsPort());
        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
        socket.setEnabledCipherSuites(List.of(suite).toArray(String[]::new));
        return socket;
    }

    private static String askOn(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(NEXT.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        byte[] answer = socket.getInputStream().readNBytes(12);
        if (answer.length < 12) {
            throw new IOException("closed");
        }
        int rest = socket.getInputStream().available();
        socket.getInputStream().skipNBytes(rest);
        return new String(answer, java.nio.charset.StandardCharsets.US_ASCII);
    }
}
