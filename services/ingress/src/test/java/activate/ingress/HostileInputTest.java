package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replays the files under {@code hostile} byte by byte, with a service behind the edge that keeps
 * what it is sent.
 */
final class HostileInputTest {

    private static final int AT_ONCE = 16;

    /** A line that was folded has become the value of the harmless one before it. */
    private static final Pattern CLAIMED =
            Pattern.compile("^(?!x-harmless: a ).*forged by client", Pattern.MULTILINE);

    /** Refusals that do not doubt the framing of the request. */
    private static final Set<Integer> KEEPS_OPEN = Set.of(404, 417, 426);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final AtomicInteger forwarded = new AtomicInteger();
    private CanaryOrigin origin;
    private EdgeFixture fixture;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        origin = new CanaryOrigin();
        String address = "http://127.0.0.1:" + origin.port();
        fixture =
                new EdgeFixture(
                        folder,
                        Map.of(
                                "activate.url.legacy-api",
                                address,
                                "activate.url.agent-hub",
                                address,
                                "activate.ingress.limit.header-timeout",
                                "3s",
                                "activate.ingress.limit.body-idle-timeout",
                                "1s"),
                        r -> r.response().end(),
                        r -> r.response().end());
    }

    @AfterEach
    void close() throws IOException {
        fixture.close();
        origin.close();
    }

    @Test
    void eachVectorIsRefusedOrForwardedAsOneCanonicalRequest() throws Exception {
        List<List<String>> vectors = Vectors.of("http1.tsv");
        assertThat(vectors).hasSizeGreaterThan(400);

        replay(vectors, this::http1);

        assertNothingWasSmuggled();
    }

    @Test
    void eachHttp2VectorIsRefusedOrForwardedAsOneCanonicalRequest() throws Exception {
        List<List<String>> vectors = Vectors.of("http2.tsv");
        assertThat(vectors).hasSizeGreaterThan(200);

        replay(vectors, this::http2);

        assertNothingWasSmuggled();
    }

    @Test
    void noHeaderThatClaimsAnIdentityReachesAService() throws Exception {
        List<List<String>> vectors = Vectors.of("identity.tsv");
        assertThat(vectors).hasSizeGreaterThan(800);

        replay(vectors, this::identity);

        assertNothingWasSmuggled();
        assertThat(origin.requests()).hasSizeGreaterThan(800);
        assertThat(origin.requests().stream().filter(request -> CLAIMED.matcher(request).find()))
                .isEmpty();
    }

    private void assertNothingWasSmuggled() {
        Eventually.holds(
                "the edge is done",
                Duration.ofSeconds(20),
                () -> fixture.edge.requests() == 0 && fixture.edge.connections() == 0);
        assertThat(faults).isEmpty();
        assertThat(origin.faults()).isEmpty();
        assertThat(origin.requests()).hasSize(forwarded.get());
        assertThat(origin.requests())
                .noneMatch(request -> request.matches("(?s)[A-Z]+ /(api/smuggled|internal|q/).*"));
    }

    private void http1(List<String> vector) throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            client.send(vector.get(1));
            judge(vector, client);
        }
    }

    private void judge(List<String> vector, RawClient client) throws IOException {
        RawClient.Answer answer;
        try {
            answer = client.answer();
        } catch (IOException e) {
            // Where no line ends there is nothing to answer before the deadline.
            if (vector.get(1).indexOf('\n') >= 0) {
                faults.add(e.getMessage() + ": " + vector);
            }
            return;
        }
        if (!answer.header("x-canary").isEmpty()) {
            forwarded.incrementAndGet();
            return;
        }
        boolean refused =
                (answer.status() >= 400 && answer.status() < 500) || answer.status() == 505;
        if (!refused) {
            faults.add(answer.status() + ": " + vector);
        } else if (!KEEPS_OPEN.contains(answer.status()) && !client.isClosedWithin(4_000)) {
            faults.add(answer.status() + " and open: " + vector);
        }
    }

    private void http2(List<String> vector) throws Exception {
        List<RawFrames.Field> fields = new ArrayList<>();
        for (int i = 1; i < vector.size(); i += 2) {
            fields.add(new RawFrames.Field(vector.get(i), vector.get(i + 1)));
        }
        String headers =
                RawFrames.frame(
                        Http2FrameTypes.HEADERS, RawFrames.END_HEADERS, 1, RawFrames.block(fields));
        String body = RawFrames.frame(Http2FrameTypes.DATA, RawFrames.END_STREAM, 1, "abc");
        judge(vector, headers + body);
    }

    private void judge(List<String> vector, String frames) throws Exception {
        try (RawFrames client = RawFrames.open(fixture.edge.httpsPort())) {
            String outcome = client.send(frames).outcome(1);
            if (outcome.equals("200")) {
                forwarded.incrementAndGet();
            } else if (!outcome.matches("4\\d\\d|reset:.*|goaway:.*|closed")) {
                faults.add(outcome + ": " + vector);
            }
        }
    }

    private void identity(List<String> vector) throws Exception {
        String lines = vector.get(1);
        if (vector.getFirst().startsWith("http2")) {
            int colon = lines.indexOf(": ");
            var field = new RawFrames.Field(lines.substring(0, colon), lines.substring(colon + 2));
            http2Identity(vector, field, vector.getFirst().endsWith("trailer"));
            return;
        }
        boolean trailer = vector.getFirst().equals("trailer");
        String head = "POST /api/x HTTP/1.1\r\nHost: localhost\r\n";
        String request =
                trailer
                        ? head + "Transfer-Encoding: chunked\r\n\r\n0\r\n" + lines + "\r\n\r\n"
                        : head + lines + "\r\nContent-Length: 0\r\n\r\n";
        http1(List.of(vector.getFirst(), request));
    }

    private void http2Identity(List<String> vector, RawFrames.Field field, boolean trailer)
            throws Exception {
        List<RawFrames.Field> fields = new ArrayList<>(RawFrames.get("/api/x"));
        int last = RawFrames.END_HEADERS | RawFrames.END_STREAM;
        if (!trailer) {
            fields.add(field);
            judge(vector, RawFrames.frame(1, last, 1, RawFrames.block(fields)));
            return;
        }
        fields.set(0, new RawFrames.Field(":method", "POST"));
        judge(
                vector,
                RawFrames.frame(1, RawFrames.END_HEADERS, 1, RawFrames.block(fields))
                        + RawFrames.frame(0, 0, 1, "abc")
                        + RawFrames.frame(1, last, 1, RawFrames.block(List.of(field))));
    }

    private interface Replay {
        void run(List<String> vector) throws Exception;
    }

    private static void replay(List<List<String>> vectors, Replay each) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (List<String> vector : vectors) {
                tasks.add(
                        () -> {
                            try {
                                each.run(vector);
                            } catch (SocketTimeoutException e) {
                                throw new IOException("no answer: " + vector, e);
                            }
                            return null;
                        });
            }
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        }
    }
}
