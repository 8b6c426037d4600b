package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.resource.RepeatedRequests;
import activate.testkit.time.Eventually;
import com.sun.management.UnixOperatingSystemMXBean;
import io.vertx.core.http.HttpServerRequest;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over a thousand requests of each kind, good and refused: descriptors, connections to the
 * services, timers, deadlines and places are afterwards as many as before.
 */
final class NothingIsLeftTest {

    private static final int AT_ONCE = 20;
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final String ARCHIVE = "/agent/linux-amd64.tar.gz";
    private static final String UPGRADE =
            HOST
                    + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "activate.ingress.limit.upstream-keep-alive", "1s",
                    "activate.ingress.limit.upstream-timeout", "1s",
                    // All silent requests may be under way at the same time.
                    "activate.ingress.limit.requests-per-address", "2000",
                    "activate.ingress.limit.upstream-per-address", "2000",
                    "activate.ingress.limit.api-body-size", "1000");

    private final Set<Object> upstream = ConcurrentHashMap.newKeySet();
    private SSLContext tls;
    private EdgeFixture fixture;

    /** What a request must not leave behind. */
    private record Left(
            long descriptors,
            int upstream,
            int timers,
            int connections,
            int requests,
            int upgrades,
            int files,
            int waiting) {

        boolean isAtMost(Left other) {
            return descriptors <= other.descriptors
                    && upstream <= other.upstream
                    && timers <= other.timers
                    && connections <= other.connections
                    && requests <= other.requests
                    && upgrades <= other.upgrades
                    && files <= other.files
                    && waiting <= other.waiting;
        }
    }

    private interface Round {
        void run() throws Exception;
    }

    /** One client that asks again and again over one connection. */
    private interface Rounds2 {
        void run(RawHttp2 client) throws Exception;
    }

    private interface Rounds1 {
        void run(RawClient client) throws Exception;
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        Files.write(folder.resolve("linux-amd64.tar.gz"), new byte[100_000]);
        tls = RawClient.trusting();
        fixture = new EdgeFixture(folder, SETTINGS, this::serve, this::serve);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void nothingIsLeftOfRequestsOverHttp2() throws Exception {
        Map<String, Rounds2> kinds = new LinkedHashMap<>();
        kinds.put("ok", c -> assertThat(c.ask("GET", "/api/ok").status).isEqualTo(200));
        kinds.put("not found", c -> assertThat(c.ask("GET", "/api/404").status).isEqualTo(404));
        kinds.put("breaks", c -> assertThat(c.ask("GET", "/api/break").status).isEqualTo(502));
        kinds.put(
                "name", c -> assertThat(c.ask("GET", "/api/ok", "x a", "v").status).isEqualTo(400));
        kinds.put("value", c -> c.ask("GET", "/api/ok", "x", "a\rb"));
        kinds.put("target", c -> assertThat(c.ask("GET", "/api//x").status).isEqualTo(400));
        kinds.put("nowhere", c -> assertThat(c.ask("GET", "/nope").status).isEqualTo(404));
        kinds.put("page", c -> assertThat(c.ask("GET", "/").status).isEqualTo(200));
        kinds.put("file", c -> assertThat(c.ask("GET", ARCHIVE).status).isEqualTo(200));
        kinds.put("file aborted", c -> c.reset(c.begin("GET", ARCHIVE, true)));
        kinds.put("leaves", c -> c.reset(c.begin("GET", "/api/silent", true)));
        kinds.put("leaves in body", c -> c.reset(begun(c)));
        kinds.put("too large", c -> assertThat(c.answer(tooLarge(c)).status).isEqualTo(413));
        kinds.put(
                "body",
                c ->
                        assertThat(c.answer(c.data(begun(c), "x", true).last()).status)
                                .isEqualTo(200));

        assertNothingIsLeft(
                RepeatedRequests.MANY,
                times -> {
                    kinds.forEach((kind, asks) -> inParallel(kind, times, n -> http2(n, asks)));
                    inParallel("silent", times, this::askInVain);
                });
    }

    private void http2(int rounds, Rounds2 asks) throws Exception {
        try (RawHttp2 client = http2()) {
            for (int i = 0; i < rounds; i++) {
                asks.run(client);
            }
            assertThat(client.ask("GET", "/healthzz").status).isEqualTo(200);
        }
    }

    private void askInVain(int times) throws Exception {
        try (RawHttp2 client = http2()) {
            int first = client.begin("GET", "/api/silent", true);
            for (int i = 1; i < times; i++) {
                client.begin("GET", "/api/silent", true);
            }
            for (int i = 0; i < times; i++) {
                assertThat(client.answer(first + 2 * i).status).isEqualTo(504);
            }
        }
    }

    @Test
    void nothingIsLeftOfRequestsOverHttp1() throws Exception {
        Map<String, Rounds1> kinds = new LinkedHashMap<>();
        kinds.put("ok", c -> assertStatus(c, "GET /api/ok" + HOST + "\r\n", 200));
        kinds.put("not found", c -> assertStatus(c, "GET /api/404" + HOST + "\r\n", 404));
        kinds.put("breaks", c -> assertStatus(c, "GET /api/break" + HOST + "\r\n", 502));
        kinds.put("page", c -> assertStatus(c, "GET /" + HOST + "\r\n", 200));
        kinds.put("file", c -> assertStatus(c, "GET " + ARCHIVE + HOST + "\r\n", 200));
        kinds.put(
                "body",
                c -> assertStatus(c, "POST /api/ok" + HOST + "Content-Length: 1\r\n\r\nx", 200));

        assertNothingIsLeft(
                RepeatedRequests.MANY,
                times ->
                        kinds.forEach(
                                (kind, asks) -> inParallel(kind, times, n -> http1(n, asks))));
    }

    @Test
    void nothingIsLeftOfConnections() throws Exception {
        assertNothingIsLeft(RepeatedRequests.MANY / 10, this::oneConnectionEach);
    }

    @Test
    @Tag("slow")
    void nothingIsLeftOfManyConnectionsOfEachKind() throws Exception {
        assertNothingIsLeft(RepeatedRequests.MANY, this::oneConnectionEach);
    }

    private void oneConnectionEach(int times) {
        Map<String, Round> kinds = new LinkedHashMap<>();
        kinds.put("name", () -> assertStatus("GET /api/ok" + HOST + "x a: v\r\n\r\n", 400));
        kinds.put("target", () -> assertStatus("GET /api//x" + HOST + "\r\n", 400));
        kinds.put("value", () -> assertStatus("GET /api/ok" + HOST + "x: a\u0001b\r\n\r\n", 400));
        kinds.put("file aborted", () -> leave("GET " + ARCHIVE + HOST + "\r\n"));
        kinds.put("leaves", () -> leave("GET /api/silent" + HOST + "\r\n"));
        kinds.put(
                "leaves in body",
                () -> leave("POST /api/ok" + HOST + "Content-Length: 9\r\n\r\nx"));
        kinds.put(
                "too large",
                () -> assertStatus("POST /api/ok" + HOST + "Content-Length: 1001\r\n\r\n", 413));
        kinds.put("socket", () -> assertStatus("GET /ws/ssh/tunnel" + UPGRADE, 101));
        kinds.put("socket refused", () -> assertStatus("GET /ws/ssh/refused" + UPGRADE, 401));
        kinds.put("socket leaves", () -> leave("GET /ws/ssh/silent" + UPGRADE));
        kinds.forEach((kind, round) -> inParallel(kind, times, round));
        inParallel("silent", times, n -> askInVain(n, "GET /api/silent" + HOST + "\r\n"));
        inParallel("silent", times, n -> askInVain(n, "GET /ws/ssh/silent" + UPGRADE));
    }

    @Test
    void nothingIsLeftWhereTheServiceIsAway() throws Exception {
        EdgeFixture.get(fixture.legacyApi.close());
        EdgeFixture.get(fixture.agentHub.close());
        assertNothingIsLeft(
                RepeatedRequests.MANY,
                times -> {
                    inParallel(
                            "http2",
                            times,
                            n ->
                                    http2(
                                            n,
                                            c ->
                                                    assertThat(c.ask("GET", "/api/ok").status)
                                                            .isEqualTo(503)));
                    inParallel(
                            "http1",
                            times,
                            n ->
                                    http1(
                                            n,
                                            c ->
                                                    assertStatus(
                                                            c,
                                                            "GET /api/ok" + HOST + "\r\n",
                                                            503)));
                    inParallel(
                            "socket",
                            times / 10,
                            () -> assertStatus("GET /ws/ssh/tunnel" + UPGRADE, 503));
                });
    }

    private void http1(int rounds, Rounds1 asks) throws Exception {
        try (RawClient client = http1()) {
            for (int i = 0; i < rounds; i++) {
                asks.run(client);
            }
        }
    }

    private static void assertStatus(RawClient client, String request, int status)
            throws Exception {
        assertThat(client.ask(request).status()).isEqualTo(status);
    }

    private void askInVain(int times, String request) throws Exception {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < times; i++) {
                clients.add(http1().send(request));
            }
            for (RawClient client : clients) {
                assertThat(client.answer().status()).isEqualTo(504);
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    private interface Times {
        void run(int times);
    }

    private void assertNothingIsLeft(int each, Times kinds) throws Exception {
        kinds.run(AT_ONCE);
        Eventually.holds(
                "the first are over",
                Duration.ofSeconds(20),
                () -> upstream.isEmpty() && isQuiet());
        Left before = left();

        kinds.run(each);

        Eventually.holds(
                "nothing is left: " + before + ", then " + left(),
                Duration.ofSeconds(20),
                () -> left().isAtMost(before));
    }

    private boolean isQuiet() {
        Left now = left();
        return now.connections == 0 && now.requests == 0 && now.waiting == 0 && now.timers <= 10;
    }

    private Left left() {
        UnixOperatingSystemMXBean system =
                (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Left(
                system.getOpenFileDescriptorCount(),
                upstream.size(),
                timers(),
                fixture.edge.connections(),
                fixture.edge.requests(),
                fixture.edge.upgrades(),
                fixture.edge.files(),
                fixture.edge.waiting());
    }

    /** Vert.x tells nobody how many timers there are. */
    private int timers() {
        try {
            Field timeouts = fixture.vertx.getClass().getDeclaredField("timeouts");
            timeouts.setAccessible(true);
            return ((Map<?, ?>) timeouts.get(fixture.vertx)).size();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Batch {
        void run(int rounds) throws Exception;
    }

    private void inParallel(String kind, int times, Round round) {
        inParallel(
                kind,
                times,
                n -> {
                    for (int i = 0; i < n; i++) {
                        round.run();
                    }
                });
    }

    private void inParallel(String kind, int times, Batch batch) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> rounds =
                    () -> {
                        batch.run(times / AT_ONCE);
                        return true;
                    };
            for (Future<Boolean> one : threads.invokeAll(Collections.nCopies(AT_ONCE, rounds))) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } catch (Exception e) {
            // Whatever a client met: it belongs to this kind.
            throw new AssertionError(kind + ", with " + left(), e);
        }
    }

    private RawHttp2 http2() throws Exception {
        return RawHttp2.connect(tls, "127.0.0.1", fixture.edge.httpsPort(), 1 << 24)
                .window(0, 1 << 30);
    }

    private static int begun(RawHttp2 client) throws Exception {
        int stream = client.begin("POST", "/api/ok", false);
        client.data(stream, "x", false);
        return stream;
    }

    private static int tooLarge(RawHttp2 client) throws Exception {
        int stream = client.begin("POST", "/api/ok", false);
        client.data(stream, "x".repeat(1001), true);
        return stream;
    }

    private void assertStatus(String request, int status) throws Exception {
        try (RawClient client = http1()) {
            assertThat(client.ask(request).status()).isEqualTo(status);
        }
    }

    private void leave(String request) throws Exception {
        try (RawClient client = http1()) {
            client.send(request);
        }
    }

    private RawClient http1() throws Exception {
        return RawClient.secure(tls, "127.0.0.1", fixture.edge.httpsPort());
    }

    private void serve(HttpServerRequest request) {
        Object connection = request.connection();
        if (upstream.add(connection)) {
            request.connection().closeHandler(_ -> upstream.remove(connection));
        }
        switch (request.path()) {
            case "/api/silent", "/ws/ssh/silent" -> {}
            case "/api/break" -> request.connection().close();
            case "/api/404" -> request.response().setStatusCode(404).end("no");
            case "/ws/ssh/refused" -> request.response().setStatusCode(401).end("no");
            case "/ws/ssh/tunnel" -> request.toWebSocket();
            default -> request.endHandler(_ -> request.response().end("ok"));
        }
    }
}
