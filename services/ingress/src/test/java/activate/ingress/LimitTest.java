package activate.ingress;

import static activate.ingress.EdgeFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a client may not use up, with small limits so that each is reached at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LimitTest {

    private static final String HOST = "Host: localhost\r\n";

    /**
     * Above all that the kernel keeps on both sides; their answers would be eight times as much.
     */
    private static final int UNREAD_REQUESTS = 16 * 1024 * 1024;

    private static final Map<String, String> SMALL =
            Map.of(
                    "activate.ingress.limit.api-body-size", "1000",
                    "activate.ingress.limit.header-size", "2000",
                    "activate.ingress.limit.request-line-size", "1000",
                    "activate.ingress.limit.header-timeout", "1s",
                    "activate.ingress.limit.keep-alive-timeout", "1s",
                    "activate.ingress.limit.body-idle-timeout", "1s",
                    "activate.ingress.limit.requests-in-flight", "10",
                    "activate.ingress.limit.pipelined-requests", "12",
                    "activate.ingress.limit.stalled-reader", "1s",
                    "activate.ingress.limit.handshake-timeout", "1s");

    private final LinkedBlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    private final AtomicLong written = new AtomicLong();
    private EdgeFixture fixture;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fixture = new EdgeFixture(folder, SMALL, this::api, this::api);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void aBodyAboveTheLimitIsRefusedBeforeOrWhileItComes() throws Exception {
        String big = "x".repeat(1001);
        RequestTest.assertProblem(
                ask("POST /api/x HTTP/1.1\r\n" + HOST + "Content-Length: 1001\r\n\r\n" + big),
                413,
                "body_too_large");
        RequestTest.assertProblem(
                ask(
                        "POST /api/x HTTP/1.1\r\n"
                                + HOST
                                + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n"
                                + big
                                + "\r\n"),
                413,
                "body_too_large");
        RequestTest.assertProblem(
                ask(
                        "POST /api/x HTTP/1.1\r\n"
                                + HOST
                                + "Expect: 100-continue\r\nContent-Length: 999999999999\r\n\r\n"),
                413,
                "body_too_large");
        RequestTest.assertProblem(
                ask(
                        "POST /api/x HTTP/1.1\r\n"
                                + HOST
                                + "Expect: a-reply\r\nContent-Length: 1\r\n\r\n"),
                417,
                "expectation_failed");
        assertThat(
                        ask("POST /api/x HTTP/1.1\r\n"
                                        + HOST
                                        + "Content-Length: 1000\r\n\r\n"
                                        + "x".repeat(1000))
                                .status())
                .isEqualTo(200);
    }

    @Test
    void aBodyAboveTheLimitIsRefusedOverHttp2() throws Exception {
        JsonObject problem =
                get(fixture.ask(
                                fixture.client(HttpVersion.HTTP_2),
                                HttpMethod.POST,
                                "/api/x",
                                request -> request.setChunked(true),
                                Buffer.buffer(new byte[5000])))
                        .toJsonObject();

        assertThat(problem.getInteger("status")).isEqualTo(413);
        assertThat(problem.getString("code")).isEqualTo("body_too_large");
    }

    @Test
    void headersAboveTheLimitAreRefused() throws Exception {
        RequestTest.assertProblem(
                ask("GET /api/x HTTP/1.1\r\n" + HOST + "X: " + "y".repeat(3000) + "\r\n\r\n"),
                431,
                "headers_too_large");
        RequestTest.assertProblem(
                ask("GET /api/" + "x".repeat(2000) + " HTTP/1.1\r\n" + HOST + "\r\n"),
                414,
                "uri_too_long");
        RequestTest.assertProblem(ask("GARBAGE\r\n\r\n"), 400, "malformed_request");
    }

    @Test
    void headersAndPathsAboveTheLimitAreRefusedOverHttp2() throws Exception {
        JsonObject headers = problemOverHttp2("/api/x", "y".repeat(9000));
        JsonObject path = problemOverHttp2("/api/" + "x".repeat(2000), "y");

        assertThat(headers.getInteger("status")).isEqualTo(431);
        assertThat(headers.getString("code")).isEqualTo("headers_too_large");
        assertThat(path.getInteger("status")).isEqualTo(414);
        assertThat(path.getString("code")).isEqualTo("uri_too_long");
    }

    private JsonObject problemOverHttp2(String path, String header) throws Exception {
        return get(fixture.ask(
                        fixture.client(HttpVersion.HTTP_2),
                        HttpMethod.GET,
                        path,
                        request -> request.putHeader("x", header),
                        Buffer.buffer()))
                .toJsonObject();
    }

    @Test
    void aSlowBodyIsAnswered408() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            RawClient.Answer answer =
                    client.ask("POST /api/x HTTP/1.1\r\n" + HOST + "Content-Length: 10\r\n\r\nabc");

            RequestTest.assertProblem(answer, 408, "request_timeout");
            assertThat(client.isClosedWithin(5000)).isTrue();
        }
    }

    @Test
    void aBodyThatOnlyDribblesIsAnswered408() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("POST /api/x HTTP/1.1\r\n" + HOST + "Content-Length: 900\r\n\r\n");
            Thread dribble = Thread.ofVirtual().start(() -> dribble(client, "x", 300));

            RawClient.Answer answer = client.answer();

            RequestTest.assertProblem(answer, 408, "request_timeout");
            dribble.interrupt();
        }
    }

    @Test
    void slowHeadersAreCutOffWhateverDribblesIn() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("GET /api/x HTTP/1.1\r\n" + HOST);
            Thread dribble = Thread.ofVirtual().start(() -> dribble(client, "X: y\r\n", 300));

            assertThat(client.isClosedWithin(5000)).isTrue();
            dribble.interrupt();
        }
    }

    @Test
    void aSlowHandshakeIsCutOff() throws Exception {
        try (RawClient client = RawClient.plain(fixture.edge.httpsPort())) {
            assertThat(client.isClosedWithin(5000)).isTrue();
        }
    }

    @Test
    void anIdleConnectionIsClosedButOneWithARequestIsNot() throws Exception {
        try (RawClient idle = RawClient.secure(fixture.edge.httpsPort());
                RawClient busy = RawClient.secure(fixture.edge.httpsPort())) {
            assertThat(idle.ask("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n").status())
                    .isEqualTo(200);
            busy.send("GET /api/hold HTTP/1.1\r\n" + HOST + "\r\n");
            HttpServerRequest request = nextHeld();

            assertThat(idle.isClosedWithin(5000)).isTrue();

            request.response().end("late");
            assertThat(busy.answer().body()).isEqualTo("late");
        }
    }

    @Test
    void requestsAboveTheLimitAreAnswered503AndThePlaceIsGivenBack() throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                RawClient client = RawClient.secure(fixture.edge.httpsPort());
                clients.add(client.send("GET /api/hold HTTP/1.1\r\n" + HOST + "\r\n"));
                nextHeld();
            }
            RawClient.Answer refused = ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n");
            RequestTest.assertProblem(refused, 503, "overloaded");
            assertThat(refused.header("retry-after")).isEqualTo("2");
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
        Eventually.holds(
                "all places are free", Duration.ofSeconds(10), () -> fixture.edge.requests() == 0);
        assertThat(ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n").status()).isEqualTo(200);
    }

    @Test
    void aReaderThatStandsStillIsCutOff() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("GET /api/flood HTTP/1.1\r\n" + HOST + "\r\n");

            Eventually.holds(
                    "the service's flood is stopped",
                    Duration.ofSeconds(20),
                    () -> written.get() < 0);
        }
        Eventually.holds(
                "the request is over", Duration.ofSeconds(10), () -> fixture.edge.requests() == 0);
    }

    @Test
    void requestsInARowWhoseAnswersNobodyReadsAreNotRead() throws Exception {
        byte[] requests =
                ("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n")
                        .repeat(1000)
                        .getBytes(StandardCharsets.US_ASCII);
        int sent = 0;
        try (SSLSocket socket = RawClient.secureSocket(fixture.edge.httpsPort())) {
            socket.setSendBufferSize(64 * 1024);

            // When one only writes, Then it comes to a stop and is cut off
            IOException cut = null;
            while (cut == null && sent < UNREAD_REQUESTS) {
                try {
                    socket.getOutputStream().write(requests);
                    sent += requests.length;
                } catch (IOException e) {
                    cut = e;
                }
            }
            assertThat(cut).as("%d bytes of requests were taken", sent).isNotNull();
        }
        Eventually.holds(
                "nothing is left of it",
                Duration.ofSeconds(10),
                () -> fixture.edge.requests() == 0 && fixture.edge.connections() == 0);
    }

    @Test
    void requestsInARowAreAnsweredInTheirOrder() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send(
                    "GET /api/hold HTTP/1.1\r\n"
                            + HOST
                            + "\r\nPOST /api/x HTTP/1.1\r\n"
                            + HOST
                            + "Content-Length: 3\r\n\r\nabc"
                            + ("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n").repeat(10));
            HttpServerRequest first = nextHeld();

            first.response().end("late");

            assertThat(client.answer().body()).isEqualTo("late");
            assertThat(client.answer().body()).isEqualTo("{\"ok\":true}");
            for (int i = 0; i < 10; i++) {
                assertThat(client.answer().body()).isEqualTo("\"healthy\"");
            }
        }
    }

    @Test
    void moreRequestsInARowThanTheLimitEndTheConnection() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("GET /api/hold HTTP/1.1\r\n" + HOST + "\r\n");
            nextHeld();

            client.send(("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n").repeat(11));
            assertThat(client.isClosedWithin(200)).isFalse();

            client.send("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n");
            assertThat(client.isClosedWithin(5_000)).isTrue();
        }
    }

    private HttpServerRequest nextHeld() throws InterruptedException {
        HttpServerRequest request = held.poll(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The request did not arrive");
        }
        return request;
    }

    private void api(HttpServerRequest request) {
        if (request.uri().equals("/api/hold")) {
            held.add(request);
        } else if (request.uri().equals("/api/flood")) {
            request.response().setChunked(true).closeHandler(_ -> written.set(Long.MIN_VALUE));
            flood(request);
        } else {
            request.endHandler(
                    _ -> request.response().end(new JsonObject().put("ok", true).toBuffer()));
        }
    }

    private void flood(HttpServerRequest request) {
        request.response()
                .write(Buffer.buffer(new byte[64 * 1024]))
                .onSuccess(
                        _ -> {
                            written.addAndGet(64 * 1024);
                            flood(request);
                        });
    }

    private static void dribble(RawClient client, String bytes, long millis) {
        try {
            for (int i = 0; i < 30; i++) {
                client.send(bytes);
                if (Thread.interrupted()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(millis);
            }
        } catch (IOException | InterruptedException e) {
            // The edge has cut it off: that is what the tests look for on the reading side.
            Thread.currentThread().interrupt();
        }
    }

    private RawClient.Answer ask(String bytes) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.ask(bytes);
        }
    }
}
