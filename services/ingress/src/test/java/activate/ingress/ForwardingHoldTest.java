package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request that is forwarded holds, and that it gives it back however it ends. */
final class ForwardingHoldTest {

    private static final Map<String, String> SMALL =
            Map.of(
                    "activate.ingress.limit.upstream-connections", "2",
                    "activate.ingress.limit.upstream-queue", "2",
                    "activate.ingress.limit.upstream-wait", "1s",
                    "activate.ingress.listener.event-loops", "1");

    private final LinkedBlockingQueue<HttpServerRequest> held = new LinkedBlockingQueue<>();
    private final Set<Object> upstream = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private EdgeFixture fixture;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        fixture = new EdgeFixture(folder, SMALL, this::api, this::api);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x a=v",
                "x:a=v",
                "x\ra=v",
                "x\na=v",
                "x\0a=v",
                "x(a=v",
                "x\u00e9=v",
                "x=a\rb",
                "x=a\nb",
                "x=a\0b",
                "x=a\u007fb",
                "x=a\u0001b",
                "cookie=a\nb",
                "te=a\nb"
            })
    void anImpossibleHeaderIsRefusedWithoutAConnection(String field) throws Exception {
        String name = field.substring(0, field.indexOf('='));
        String value = field.substring(field.indexOf('=') + 1);
        try (RawHttp2 client = client()) {
            for (int i = 0; i < 5; i++) {
                RawHttp2.Answer answer = client.ask("GET", "/api/x", name, value);

                assertThat(answer.status == 400 || answer.reset >= 0)
                        .as("status %d, reset %d", answer.status, answer.reset)
                        .isTrue();
            }
            assertThat(client.ask("GET", "/api/x").status).isEqualTo(200);
        }
        assertThat(asked).hasValue(1);
        assertThat(upstream).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void whoWaitsTooLongForAConnectionIsAnswered503() throws Exception {
        try (RawHttp2 client = client()) {
            int first = client.begin("GET", "/api/hold", true);
            int second = client.begin("GET", "/api/hold", true);
            nextHeld();
            nextHeld();

            RawHttp2.Answer late = client.ask("GET", "/api/x");

            assertThat(late.status).isEqualTo(503);
            assertThat(new JsonObject(late.text()).getString("code")).isEqualTo("overloaded");
            assertThat(late.headers).containsEntry("retry-after", "2");
            client.reset(first).reset(second);
            Eventually.holds(
                    "a connection is free again",
                    Duration.ofSeconds(10),
                    () -> client.ask("GET", "/api/x").status == 200);
        }
    }

    @Test
    void onlyAFewWaitForAConnection() throws Exception {
        try (RawHttp2 client = client()) {
            client.begin("GET", "/api/hold", true);
            client.begin("GET", "/api/hold", true);
            nextHeld();
            nextHeld();
            client.begin("GET", "/api/x", true);
            client.begin("GET", "/api/x", true);
            long before = System.nanoTime();

            RawHttp2.Answer refused = client.ask("GET", "/api/x");

            assertThat(refused.status).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofMillis(900));
        }
    }

    @Test
    void whoLeavesWhileWaitingForAConnectionIsNotAskedFor() throws Exception {
        try (RawHttp2 client = client()) {
            client.begin("GET", "/api/hold", true);
            client.begin("GET", "/api/hold", true);
            HttpServerRequest first = nextHeld();
            nextHeld();
            int leaves = client.begin("GET", "/api/left", true);
            client.reset(leaves);
            assertThat(client.ask("GET", "/healthzz").status).isEqualTo(200);

            first.response().end("ok");

            assertThat(client.ask("GET", "/api/x").status).isEqualTo(200);
            assertThat(asked).hasValue(3);
        }
    }

    private RawHttp2 client() throws Exception {
        return RawHttp2.connect("127.0.0.1", fixture.edge.httpsPort(), 65_535);
    }

    private HttpServerRequest nextHeld() throws InterruptedException {
        HttpServerRequest request = held.poll(5, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("The request did not arrive");
        }
        return request;
    }

    private void api(HttpServerRequest request) {
        asked.incrementAndGet();
        upstream.add(request.connection());
        request.connection().closeHandler(_ -> upstream.remove(request.connection()));
        if (request.path().equals("/api/hold")) {
            held.add(request);
        } else {
            request.body().onSuccess(body -> request.response().end(body));
        }
    }
}
