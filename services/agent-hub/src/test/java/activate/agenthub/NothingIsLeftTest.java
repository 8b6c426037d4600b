package activate.agenthub;

import static activate.agenthub.HubCalls.enrol;
import static activate.agenthub.HubCalls.issueToken;
import static activate.agenthub.HubCalls.registration;
import static activate.agenthub.HubCalls.serviceToken;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubCalls.Enrolled;
import activate.testkit.resource.RepeatedRequests;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the hub takes for a request or a socket it gives back, on every path. */
@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class NothingIsLeftTest extends HubFixture {

    /** Connections that the clients of the test and of the hub keep for a while, and the like. */
    private static final int DESCRIPTOR_SLACK = 40;

    private static final int TIMER_SLACK = 10;
    private static final String OPEN = "{\"type\":\"open\",\"v\":1,\"id\":\"i\",\"offset\":0}";

    @Inject MeterRegistry metrics;
    @Inject ObjectMapper json;

    /** What is held now, by its name. */
    private Map<String, Integer> held() throws Exception {
        Map<String, Integer> held =
                metrics.find("activate.hub.held").gauges().stream()
                        .filter(gauge -> !name(gauge).endsWith("-rates"))
                        .collect(
                                Collectors.toMap(
                                        NothingIsLeftTest::name,
                                        gauge -> (int) gauge.value(),
                                        Integer::sum,
                                        TreeMap::new));
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            held.put("descriptors", (int) open.count());
        }
        var timers = vertx.getClass().getDeclaredField("timeouts");
        timers.setAccessible(true);
        held.put("timers", ((Map<?, ?>) timers.get(vertx)).size());
        return held;
    }

    private static String name(Gauge gauge) {
        return String.valueOf(gauge.getId().getTag("what"));
    }

    /** Does {@code step} a thousand times, eight at a time, and sees that nothing is left of it. */
    private void leavesNothing(Callable<?> step) throws Exception {
        repeat(step, 50);
        Map<String, Integer> before = held();
        repeat(step, RepeatedRequests.MANY);
        Eventually.passes(
                "nothing is left",
                Duration.ofSeconds(20),
                () -> {
                    Map<String, Integer> after = heldNow();
                    assertThat(after.get("descriptors"))
                            .isLessThan(before.getOrDefault("descriptors", 0) + DESCRIPTOR_SLACK);
                    assertThat(after.get("timers"))
                            .isLessThan(before.getOrDefault("timers", 0) + TIMER_SLACK);
                    for (String name :
                            List.of(
                                    "checks",
                                    "openings",
                                    "registration-bodies",
                                    "registrations",
                                    "streams",
                                    "upgrades")) {
                        assertThat(after.get(name)).as(name).isLessThanOrEqualTo(before.get(name));
                    }
                });
    }

    private Map<String, Integer> heldNow() {
        try {
            return held();
        } catch (Exception e) { // Reflection and files.
            throw new IllegalStateException(e);
        }
    }

    private static void repeat(Callable<?> step, int times) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<?> one : pool.invokeAll(java.util.Collections.nCopies(times, step))) {
                one.get();
            }
        }
    }

    /** Sends a request on a connection of its own and reads the head of the answer. */
    private int request(String line, String authorization, String body) throws IOException {
        try (RawSocket socket = new RawSocket(base.getPort())) {
            return socket.request(
                    line
                            + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                            + "Authorization: "
                            + authorization
                            + "\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body);
        }
    }

    @Test
    void requestsLeaveNothing() throws Exception {
        Enrolled node = enrol("c-left", "left", null);
        String token = issueToken("c-left", true).getString("token");
        String good =
                json.writeValueAsString(registration(token, "left-again", TestAgent.newKey()));
        String bad = json.writeValueAsString(registration("pwrt_none", "left-again", null));
        String key = "Basic " + TestAgent.basic(node.apiKey());
        String user = "Bearer " + HubRig.userToken("ann");
        String service = serviceToken();
        assertThat(request("POST /api/agent/register", "x", good)).isEqualTo(200);
        leavesNothing(
                () -> {
                    request("POST /api/agent/heartbeat", key, "{\"hostname\":\"left\"}");
                    request("POST /api/agent/heartbeat", key, "{\"filesystems\":[null]}");
                    request("POST /api/agent/heartbeat", "Basic x", "{\"hostname\":\"left\"}");
                    request("POST /api/agent/register", "x", good);
                    request("POST /api/agent/register", "x", bad);
                    request("GET /ws/ssh/target?cluster=annsbox", user, "");
                    request("GET /ws/ssh/target?cluster=annsbox", "Bearer x", "");
                    request("GET /ws/ssh/target?cluster=annsbox", "Basic cHd0X25vbmU6", "");
                    request("GET /internal/v1/nodes", "x", "");
                    return request("GET /internal/v1/nodes?clusterId=c-left", service, "");
                });
    }

    private RawSocket socket(String path, String... lines) throws IOException {
        RawSocket socket = new RawSocket(base.getPort());
        socket.upgrade(path, List.of(lines));
        return socket;
    }

    @Test
    void tunnelsThatAreRefusedOrLeftInAnyPhaseLeaveNothing() throws Exception {
        Enrolled own = enrol("c-left", "left-own", TestAgent.newKey());
        String key = "Authorization: Basic " + TestAgent.basic(own.apiKey());
        String protocol = "Sec-WebSocket-Protocol: activate.yamux.v1";
        leavesNothing(
                () -> {
                    // Refused before the upgrade.
                    socket("/ws/ssh/tunnel", "X-No: key").close();
                    socket("/ws/ssh/tunnel", key).close();
                    // Gone before the upgrade is answered.
                    try (RawSocket gone = new RawSocket(base.getPort())) {
                        gone.write(
                                "GET /ws/ssh/tunnel HTTP/1.1\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                    // Gone, and wrong, before the proof.
                    socket("/ws/ssh/tunnel", key, protocol).close();
                    try (RawSocket wrong = socket("/ws/ssh/tunnel", key, protocol)) {
                        wrong.write(RawSocket.text("{\"type\":\"proof\"}"));
                        wrong.closeCode();
                    }
                    return true;
                });
    }

    @Test
    void streamsThatEndInAnyPhaseLeaveNothing() throws Exception {
        Enrolled node = enrol("c-ann", "left-far", TestAgent.newKey());
        Enrolled offline = enrol("c-ann", "left-offline", TestAgent.newKey());
        String user = "Authorization: Bearer " + HubRig.userToken("ann");
        String protocol = "Sec-WebSocket-Protocol: activate.connect.v1";
        String path = "/ws/ssh/connect?cluster=annsbox&via=tunnel&node=";
        try (TestAgent _ = hub.link(node)) {
            leavesNothing(
                    () -> {
                        // Refused before the upgrade.
                        socket("/ws/ssh/connect?cluster=nosuch", user, protocol).close();
                        // Gone before, and right after, the opening message.
                        socket(path + "left-far", user, protocol).close();
                        try (RawSocket gone = socket(path + "left-far", user, protocol)) {
                            gone.write(RawSocket.text(OPEN));
                        }
                        // Refused by the dial.
                        try (RawSocket refused = socket(path + offline.nodeId(), user, protocol)) {
                            refused.write(RawSocket.text(OPEN));
                        }
                        try (RawSocket refused = socket(path + "left-offline", user, protocol)) {
                            refused.write(RawSocket.text(OPEN));
                            refused.closeCode();
                        }
                        // Good to its end.
                        try (RawSocket good = socket(path + "left-far", user, protocol)) {
                            good.write(RawSocket.text(OPEN));
                            good.write(RawSocket.text("{\"type\":\"end\",\"offset\":0}"));
                            good.closeCode();
                        }
                        return true;
                    });
        }
    }
}
