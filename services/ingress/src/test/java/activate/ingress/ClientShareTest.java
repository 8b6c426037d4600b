package activate.ingress;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import activate.ingress.listener.Edge;
import activate.testkit.time.Eventually;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client holds is not taken from the others, and not held for ever. */
final class ClientShareTest {

    private static final String HOSTILE = "127.0.0.1";
    private static final String HONEST = "127.0.0.2";
    private static final String ARCHIVE = "/agent/linux-amd64.tar.gz";
    private static final String UPGRADE =
            String.join(
                    "\r\n",
                    " HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "",
                    "");
    private static final String JOINED = "GET /ws/ssh/tunnel" + UPGRADE;
    private static final String SILENT = "GET /ws/ssh/silent" + UPGRADE;
    private static final int WINDOW = 1024 * 1024;

    private final LinkedBlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private @Nullable EdgeFixture fixture;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ARCHIVE, "/api/big", "/", "/nope"})
    void fortyTwoConnectionsThatTakeNoByteLeaveTheOthersServed(String path, @TempDir Path folder)
            throws Exception {
        open(folder, Map.of());
        List<RawHttp2> hostile = new ArrayList<>();
        for (int i = 0; i < 42; i++) {
            hostile.add(http2(HOSTILE, 0));
            for (int j = 0; j < 100; j++) {
                hostile.getLast().begin("GET", path, true);
            }
        }
        Eventually.holds(
                "its share is taken",
                Duration.ofSeconds(20),
                () -> http2(HOSTILE, WINDOW).ask("GET", "/api/x").status == 429);

        RawHttp2 honest = http2(HONEST, WINDOW);

        assertThat(honest.ask("GET", "/api/x").status).isEqualTo(200);
        assertThat(honest.ask("GET", "/healthzz").status).isEqualTo(200);
        RawHttp2.Answer archive = honest.ask("GET", ARCHIVE);
        assertThat(archive.status).isEqualTo(200);
        assertThat(archive.body.size()).isEqualTo(600_000);
        for (RawHttp2 one : hostile) {
            one.close();
        }
        Eventually.holds("nothing is held", Duration.ofSeconds(20), this::isFree);
    }

    @ParameterizedTest
    @ValueSource(strings = {ARCHIVE, "/api/big", "/", "/nope", "/healthzz"})
    void anAnswerThatIsNotTakenIsNotHeldForEver(String path, @TempDir Path folder)
            throws Exception {
        open(folder, Map.of("activate.ingress.limit.stalled-reader", "1s"));
        RawHttp2 hostile = http2(HOSTILE, 0);
        int stream = hostile.begin("GET", path, true);

        assertThat(hostile.head(stream).status).isPositive();
        assertThat(hostile.answer(stream).reset).isNotNegative();

        Eventually.holds("nothing is held", Duration.ofSeconds(5), this::isFree);
        assertThat(http2(HOSTILE, WINDOW).ask("GET", "/api/x").status).isEqualTo(200);
    }

    @Test
    void requestsAboveTheShareOfAnAddressAreAnswered429(@TempDir Path folder) throws Exception {
        open(folder, Map.of("activate.ingress.limit.requests-per-address", "2"));
        RawHttp2 hostile = http2(HOSTILE, WINDOW);
        int first = hostile.begin("GET", "/api/hold", true);
        hostile.begin("GET", "/api/hold", true);
        nextHeld();
        nextHeld();

        RawHttp2.Answer refused = hostile.ask("GET", "/healthzz");

        assertThat(refused.status).isEqualTo(429);
        assertThat(refused.headers)
                .containsEntry("content-type", "application/problem+json")
                .containsEntry("retry-after", "5");
        assertThat(refused.text()).contains("rate_limited");
        assertThat(http2(HONEST, WINDOW).ask("GET", "/healthzz").status).isEqualTo(200);
        hostile.reset(first);
        Eventually.holds(
                "the place is free again",
                Duration.ofSeconds(5),
                () -> hostile.ask("GET", "/healthzz").status == 200);
    }

    @Test
    void oneClientDoesNotTakeThePoolOfAService(@TempDir Path folder) throws Exception {
        open(folder, Map.of("activate.ingress.limit.upstream-per-address", "2"));
        RawHttp2 hostile = http2(HOSTILE, WINDOW);
        hostile.begin("GET", "/api/hold", true);
        hostile.begin("GET", "/api/hold", true);
        nextHeld();
        nextHeld();

        assertThat(hostile.ask("GET", "/api/x").status).isEqualTo(429);
        assertThat(hostile.ask("GET", "/api/agent/x").status).isEqualTo(200);
        assertThat(hostile.ask("GET", "/healthzz").status).isEqualTo(200);
        assertThat(http2(HONEST, WINDOW).ask("GET", "/api/x").status).isEqualTo(200);
    }

    @Test
    void downloadsAboveTheShareOfAnAddressAreAnswered429(@TempDir Path folder) throws Exception {
        open(folder, Map.of("activate.ingress.limit.files-per-address", "1"));
        RawHttp2 hostile = http2(HOSTILE, 0);
        int first = hostile.begin("GET", ARCHIVE, true);
        assertThat(hostile.head(first).status).isEqualTo(200);
        int second = hostile.begin("GET", ARCHIVE, true);
        assertThat(hostile.head(second).status).isEqualTo(429);
        assertThat(http2(HONEST, WINDOW).ask("GET", ARCHIVE).status).isEqualTo(200);

        hostile.reset(first).reset(second);

        Eventually.holds("the file is closed", Duration.ofSeconds(5), this::isFree);
        assertThat(http2(HOSTILE, WINDOW).ask("GET", ARCHIVE).status).isEqualTo(200);
    }

    @Test
    void socketsAboveTheShareOfAnAddressAreAnswered429(@TempDir Path folder) throws Exception {
        open(
                folder,
                Map.of(
                        "activate.ingress.limit.upgrades-per-address", "2",
                        "activate.ingress.limit.connections-per-address", "2"));
        RawClient silent = http1(HOSTILE).send(SILENT);
        nextHeld();
        RawClient joined = http1(HOSTILE);
        assertThat(joined.ask(JOINED).status()).isEqualTo(101);
        Eventually.holds(
                "a socket is no connection",
                Duration.ofSeconds(5),
                () -> edge().upgrades() == 2 && edge().connections() == 1);

        try (RawClient third = http1(HOSTILE)) {
            RequestTest.assertProblem(third.ask(JOINED), 429, "rate_limited");
        }
        RawClient honest = http1(HONEST);
        assertThat(honest.ask(JOINED).status()).isEqualTo(101);

        silent.close();
        joined.close();
        honest.close();
        Eventually.holds(
                "all places are free",
                Duration.ofSeconds(10),
                () -> edge().upgrades() == 0 && edge().connections() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {ARCHIVE, "/api/big"})
    void whoTakesAnAnswerTooSlowlyIsCutOff(String path, @TempDir Path folder) throws Exception {
        open(
                folder,
                Map.of(
                        "activate.ingress.limit.stalled-reader", "1s",
                        "activate.ingress.limit.reader-rate", "1M"));
        assertCutOffWhileReading(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {ARCHIVE, "/api/big"})
    void noAnswerWaitsForItsClientForEver(String path, @TempDir Path folder) throws Exception {
        open(
                folder,
                Map.of(
                        "activate.ingress.limit.reader-rate", "1",
                        "activate.ingress.limit.reader-timeout", "2s"));
        assertCutOffWhileReading(path);
    }

    @Test
    void noBodyIsWaitedForForEver(@TempDir Path folder) throws Exception {
        open(
                folder,
                Map.of(
                        "activate.ingress.limit.body-rate", "1",
                        "activate.ingress.limit.body-timeout", "1s"));
        RawHttp2 slow = http2(HOSTILE, WINDOW);
        int stream = slow.begin("POST", "/api/x", false);
        Thread dribble =
                Thread.ofVirtual()
                        .start(() -> repeat(() -> slow.data(stream, "x".repeat(100), false)));

        assertThat(slow.answer(stream).status).isEqualTo(408);

        dribble.interrupt();
        dribble.join();
    }

    /** Takes some bytes again and again, and never stands still for long. */
    private void assertCutOffWhileReading(String path) throws Exception {
        RawHttp2 slow = http2(HOSTILE, 1000);
        int stream = slow.begin("GET", path, true);
        Thread reading = Thread.ofVirtual().start(() -> repeat(() -> slow.window(stream, 9000)));

        RawHttp2.Answer answer = slow.answer(stream);

        reading.interrupt();
        reading.join();
        assertThat(answer.reset).isNotNegative();
        assertThat(answer.body.size()).isBetween(1000, 590_000);
        Eventually.holds("nothing is held", Duration.ofSeconds(5), this::isFree);
        assertThat(slow.ask("GET", "/healthzz").status).isEqualTo(200);
    }

    private interface Step {
        Object run() throws Exception;
    }

    private static void repeat(Step step) {
        try {
            for (int i = 0; i < 60; i++) {
                step.run();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        } catch (Exception e) {
            // Interrupted, or the edge has cut it off: the test looks at that on the reading side.
            Thread.currentThread().interrupt();
        }
    }

    private boolean isFree() {
        return edge().files() == 0 && edge().requests() == 0 && edge().waiting() == 0;
    }

    private void open(Path folder, Map<String, String> settings) throws Exception {
        Files.write(folder.resolve("linux-amd64.tar.gz"), new byte[600_000]);
        Map<String, String> values = new HashMap<>(settings);
        values.put("activate.ingress.limit.streams-per-connection", "100");
        EdgeFixture made = new EdgeFixture(folder, values, this::serve, this::serve);
        opened.addFirst(made);
        fixture = made;
    }

    private Edge edge() {
        return requireNonNull(fixture).edge;
    }

    private RawHttp2 http2(String from, int window) throws Exception {
        RawHttp2 client = RawHttp2.connect(from, edge().httpsPort(), window);
        opened.addFirst(client);
        return client.window(0, 1 << 30);
    }

    private RawClient http1(String from) throws Exception {
        RawClient client = RawClient.secure(RawClient.trusting(), from, edge().httpsPort());
        opened.addFirst(client);
        return client;
    }

    private HttpServerRequest nextHeld() throws InterruptedException {
        HttpServerRequest request = held.poll(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The request did not arrive");
        }
        return request;
    }

    private void serve(HttpServerRequest request) {
        switch (request.path()) {
            case "/api/hold", "/ws/ssh/silent" -> held.add(request);
            case "/ws/ssh/tunnel" -> request.toWebSocket();
            case "/api/big" -> request.response().end(Buffer.buffer(new byte[600_000]));
            default -> request.endHandler(_ -> request.response().end("ok"));
        }
    }
}
