package activate.ingress;

import static activate.ingress.EdgeFixture.get;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is slow, broken or away, and one that streams. */
final class UpstreamTest {

    private static final String HOST = "Host: localhost\r\n";

    private final LinkedBlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    private EdgeFixture fixture;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        fixture =
                new EdgeFixture(
                        folder,
                        Map.of("activate.ingress.limit.upstream-timeout", "1s"),
                        this::api,
                        this::api);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aServiceThatIsAwayIs503WithinTwoSecondsAndBackAtOnce() throws Exception {
        int port = fixture.legacyApi.actualPort();
        assertThat(ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n").status()).isEqualTo(200);
        get(fixture.legacyApi.close());
        long before = System.nanoTime();

        RawClient.Answer answer = ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n");

        RequestTest.assertProblem(answer, 503, "unavailable");
        assertThat(answer.header("retry-after")).isEqualTo("2");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(ask("GET /api/agent/x HTTP/1.1\r\n" + HOST + "\r\n").status()).isEqualTo(200);
        get(fixture.vertx.createHttpServer().requestHandler(this::api).listen(port, "127.0.0.1"));
        assertThat(ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n").status()).isEqualTo(200);
    }

    @Test
    void aPostToAServiceThatIsAwayIs503AndTheConnectionGoesOn() throws Exception {
        get(fixture.legacyApi.close());
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            String post = "POST /api/x HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc";

            RequestTest.assertProblem(client.ask(post), 503, "unavailable");
            RequestTest.assertProblem(client.ask(post), 503, "unavailable");
            assertThat(client.ask("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n").body())
                    .isEqualTo("\"healthy\"");
        }
    }

    @Test
    void theEdgesHealthTellsTheTime() throws Exception {
        RawClient.Answer answer = ask("GET /healthzz HTTP/1.1\r\n" + HOST + "\r\n");

        Instant there =
                ZonedDateTime.parse(answer.header("date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
        assertThat(Duration.between(there, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void anUpgradeToAServiceThatIsAwayIs503() throws Exception {
        get(fixture.agentHub.close());

        RawClient.Answer answer =
                ask(
                        "GET /ws/ssh/tunnel HTTP/1.1\r\n"
                                + HOST
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        RequestTest.assertProblem(answer, 503, "unavailable");
    }

    @Test
    void anUpgradeElsewhereIsAnOrdinaryRequest() throws Exception {
        RawClient.Answer answer =
                ask(
                        "GET /api/x HTTP/1.1\r\n"
                                + HOST
                                + "Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void aServiceThatDoesNotAnswerIs504() throws Exception {
        RawClient.Answer answer = ask("GET /api/hold HTTP/1.1\r\n" + HOST + "\r\n");

        RequestTest.assertProblem(answer, 504, "upstream_timeout");
        Eventually.holds(
                "its place is free", Duration.ofSeconds(5), () -> fixture.edge.requests() == 0);
    }

    @Test
    void aServiceThatBreaksOffOrIsSilentIsToldOverHttp2() throws Exception {
        try (RawHttp2 client = RawHttp2.connect("127.0.0.1", fixture.edge.httpsPort(), 65_535)) {
            assertThat(client.ask("GET", "/api/break").status).isEqualTo(502);
            assertThat(client.ask("GET", "/api/hold").status).isEqualTo(504);
        }
    }

    @Test
    void aServiceThatBreaksOffIs502BeforeItsAnswerAndACutConnectionWithinIt() throws Exception {
        RequestTest.assertProblem(
                ask("GET /api/break HTTP/1.1\r\n" + HOST + "\r\n"), 502, "upstream_failed");
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("GET /api/half HTTP/1.1\r\n" + HOST + "\r\n");

            assertThat(client.nextLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(client.isClosedWithin(5000)).isTrue();
        }
    }

    @Test
    void anAnswerBeforeTheEndOfTheBodyArrives() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            RawClient.Answer answer =
                    client.ask(
                            "POST /api/early HTTP/1.1\r\n"
                                    + HOST
                                    + "Content-Length: 100\r\n\r\nabc");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(client.isClosedWithin(6000)).isTrue();
        }
    }

    @Test
    void eventsArriveOneByOneAndAClientThatLeavesIsNoticed() throws Exception {
        CompletableFuture<Void> left = new CompletableFuture<>();
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("GET /api/hold?sse HTTP/1.1\r\n" + HOST + "\r\n");
            HttpServerRequest request = held.poll(5, TimeUnit.SECONDS);
            assertThat(request).isNotNull();
            request.response().closeHandler(_ -> left.complete(null));
            request.response().setChunked(true).putHeader("content-type", "text/event-stream");
            for (int i = 0; i < 3; i++) {
                get(request.response().write("data: " + i + "\n\n"));
                assertThat(firstDataLine(client)).isEqualTo("data: " + i);
            }
        }
        left.get(5, TimeUnit.SECONDS);
    }

    @Test
    void answersWithoutABodyStayWithoutOne() throws Exception {
        for (String path : List.of("/api/204", "/api/304")) {
            try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
                RawClient.Answer answer =
                        client.ask("GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");

                assertThat(answer.status()).isEqualTo(Integer.parseInt(path.substring(5)));
                assertThat(answer.header("transfer-encoding")).isEmpty();
                assertThat(client.ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n").body())
                        .isEqualTo("ok");
            }
        }
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send("HEAD /api/x HTTP/1.1\r\n" + HOST + "\r\n");
            String head = client.nextLine();
            String length = "";
            for (String line = client.nextLine(); !line.isEmpty(); line = client.nextLine()) {
                length = line.startsWith("content-length") ? line : length;
            }
            assertThat(head).isEqualTo("HTTP/1.1 200 OK");
            assertThat(length).isEqualTo("content-length: 2");
            assertThat(client.ask("GET /api/x HTTP/1.1\r\n" + HOST + "\r\n").body())
                    .isEqualTo("ok");
        }
    }

    private static String firstDataLine(RawClient client) throws Exception {
        String line = client.nextLine();
        while (!line.startsWith("data:")) {
            line = client.nextLine();
        }
        return line;
    }

    private void api(HttpServerRequest request) {
        switch (request.path()) {
            case "/api/hold" -> held.add(request);
            case "/api/break" -> request.connection().close();
            case "/api/half" -> {
                request.response().putHeader("content-length", "100");
                request.response()
                        .write(Buffer.buffer("half"))
                        .onSuccess(_ -> request.connection().close());
            }
            case "/api/early" -> request.response().setStatusCode(401).end("no");
            case "/api/204" -> request.response().setStatusCode(204).end();
            case "/api/304" -> request.response().setStatusCode(304).end();
            default ->
                    request.endHandler(
                            _ -> request.response().putHeader("content-length", "2").end("ok"));
        }
    }

    private RawClient.Answer ask(String bytes) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.ask(bytes);
        }
    }
}
