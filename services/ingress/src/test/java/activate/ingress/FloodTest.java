package activate.ingress;

import static activate.ingress.EdgeFixture.get;
import static activate.ingress.RawFrames.frame;
import static activate.ingress.RawFrames.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http2.Http2FrameTypes;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of HTTP/2 that cost a client nothing, and clients that need many of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FloodTest {

    private static final String CALM = "goaway:11";
    private static final int FLOOD = 20_000;

    /** Streams; their answers are more than what the kernel keeps. */
    private static final int UNREAD = 300_000;

    private static final byte[] ANSWER = new byte[1024 * 1024];

    private EdgeFixture fixture;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fixture =
                new EdgeFixture(
                        folder,
                        Map.of("activate.ingress.limit.header-timeout", "1s"),
                        r ->
                                r.body()
                                        .onSuccess(
                                                body ->
                                                        r.response()
                                                                .end(
                                                                        r.uri().contains("large")
                                                                                ? Buffer.buffer(
                                                                                        ANSWER)
                                                                                : Buffer.buffer(
                                                                                        ""
                                                                                                + body
                                                                                                        .length()))),
                        r -> r.response().end("hub"));
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "settings",
                "settings with values",
                "ping",
                "ping answers",
                "priority",
                "window of the connection",
                "window of a stream",
                "window of ended streams",
                "unknown",
                "reset",
                "rapid reset",
                "made to reset",
                "empty data",
                "data of one byte",
                "empty continuation",
                "small continuation",
                "header lists too large"
            })
    void aFloodOfFramesEndsItsConnection(String kind) throws Exception {
        IntFunction<String> frames = flood(kind);
        try (RawFrames client = RawFrames.open(fixture.edge.httpsPort())) {
            client.send(frame(Http2FrameTypes.HEADERS, RawFrames.END_HEADERS, 1, post()));
            Thread sender =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            for (int i = 0; i < FLOOD; i++) {
                                                client.send(frames.apply(i));
                                            }
                                        } catch (IOException e) {
                                            // Cut, as it should be.
                                        }
                                    });

            assertThat(client.outcome(Integer.MAX_VALUE)).isEqualTo(CALM);
            sender.join();
        }
        try (RawFrames other = RawFrames.open(fixture.edge.httpsPort())) {
            assertThat(other.ask(1, "/healthzz").outcome(1)).isEqualTo("200");
        }
    }

    private static IntFunction<String> flood(String kind) {
        String request = RawFrames.block(RawFrames.get("/healthzz"));
        int whole = RawFrames.END_HEADERS | RawFrames.END_STREAM;
        return switch (kind) {
            case "settings" -> _ -> frame(Http2FrameTypes.SETTINGS, 0, 0, "");
            case "settings with values" ->
                    i -> frame(Http2FrameTypes.SETTINGS, 0, 0, "\0\4" + number(60_000 + i % 9));
            case "ping" -> _ -> frame(Http2FrameTypes.PING, 0, 0, "12345678");
            case "ping answers" -> _ -> frame(Http2FrameTypes.PING, 1, 0, "12345678");
            case "priority" -> i -> frame(Http2FrameTypes.PRIORITY, 0, 3 + 2 * i, number(0) + "a");
            case "window of the connection" ->
                    _ -> frame(Http2FrameTypes.WINDOW_UPDATE, 0, 0, number(1));
            case "window of a stream" -> _ -> frame(Http2FrameTypes.WINDOW_UPDATE, 0, 1, number(1));
            case "window of ended streams" ->
                    i ->
                            (i == 0 ? frame(Http2FrameTypes.HEADERS, whole, 3, request) : "")
                                    + frame(Http2FrameTypes.WINDOW_UPDATE, 0, 3, number(1));
            case "unknown" -> _ -> frame(0x99, 0, 0, "what");
            case "reset" -> _ -> frame(Http2FrameTypes.RST_STREAM, 0, 1, number(8));
            case "empty data" -> _ -> frame(Http2FrameTypes.DATA, 0, 1, "");
            case "data of one byte" -> _ -> frame(Http2FrameTypes.DATA, 0, 1, "a");
            default -> floodOfRequests(kind, request);
        };
    }

    private static IntFunction<String> floodOfRequests(String kind, String request) {
        String large = RawFrames.block(List.of(new RawFrames.Field("x", "y".repeat(15_000))));
        return switch (kind) {
            case "rapid reset" ->
                    i ->
                            frame(Http2FrameTypes.HEADERS, RawFrames.END_HEADERS, 3 + 2 * i, post())
                                    + frame(Http2FrameTypes.RST_STREAM, 0, 3 + 2 * i, number(8));
            case "made to reset" ->
                    i ->
                            frame(Http2FrameTypes.HEADERS, RawFrames.END_HEADERS, 3 + 2 * i, post())
                                    + frame(
                                            Http2FrameTypes.WINDOW_UPDATE,
                                            0,
                                            3 + 2 * i,
                                            number(Integer.MAX_VALUE));
            case "empty continuation" ->
                    i ->
                            i == 0
                                    ? frame(Http2FrameTypes.HEADERS, 0, 3, request)
                                    : frame(Http2FrameTypes.CONTINUATION, 0, 3, "");
            case "small continuation" ->
                    i ->
                            i == 0
                                    ? frame(Http2FrameTypes.HEADERS, 0, 3, request)
                                    : frame(Http2FrameTypes.CONTINUATION, 0, 3, "\0\1a\1b");
            case "header lists too large" ->
                    i ->
                            frame(Http2FrameTypes.HEADERS, RawFrames.END_STREAM, 3 + 2 * i, request)
                                    + frame(Http2FrameTypes.CONTINUATION, 0, 3 + 2 * i, large)
                                            .repeat(10)
                                    + frame(
                                            Http2FrameTypes.CONTINUATION,
                                            RawFrames.END_HEADERS,
                                            3 + 2 * i,
                                            "");
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "GET"})
    void aFloodOfRequestsWhoseAnswersNobodyReadsEndsItsConnection(String method) throws Exception {
        List<RawFrames.Field> fields = new ArrayList<>(RawFrames.get("/healthzz"));
        fields.set(0, new RawFrames.Field(":method", method));
        String request = RawFrames.block(fields);
        int whole = RawFrames.END_HEADERS | RawFrames.END_STREAM;
        IOException cut = null;
        try (RawFrames client = RawFrames.open(fixture.edge.httpsPort())) {
            // When one only writes; a GET comes to the limit of streams, and each is refused
            for (int stream = 3; stream < UNREAD && cut == null; ) {
                StringBuilder many = new StringBuilder();
                for (int i = 0; i < 200; i++, stream += 2) {
                    many.append(frame(Http2FrameTypes.HEADERS, whole, stream, request));
                }
                try {
                    client.send(many.toString());
                } catch (IOException e) {
                    cut = e;
                }
            }
        }

        assertThat(cut).isNotNull();
    }

    @Test
    void headersOnAnEndedStreamEndTheConnectionWithStreamClosed() throws Exception {
        try (RawFrames client = RawFrames.open(fixture.edge.httpsPort())) {
            assertThat(client.ask(1, "/healthzz").outcome(1)).isEqualTo("200");

            assertThat(client.ask(1, "/healthzz").outcome(1)).isEqualTo("goaway:5");
        }
    }

    @Test
    void aStreamThatWasPassedOverCannotBeOpened() throws Exception {
        try (RawFrames client = RawFrames.open(fixture.edge.httpsPort())) {
            assertThat(client.ask(5, "/healthzz").outcome(5)).isEqualTo("200");

            assertThat(client.ask(3, "/healthzz").outcome(3)).isEqualTo("goaway:1");
        }
    }

    @Test
    void aClientThatSpeaksOfHttp2AndSaysNothingIsClosed() throws Exception {
        try (RawFrames client = RawFrames.connect(fixture.edge.httpsPort())) {
            assertThat(client.outcome(1)).isEqualTo("closed");
        }
    }

    @Test
    void trailersAndManyWindowUpdatesOfAnHonestClientPass() throws Exception {
        try (RawFrames client = RawFrames.open(fixture.edge.httpsPort())) {
            int stream = 1;
            for (int i = 0; i < 300; i++, stream += 2) {
                client.send(frame(Http2FrameTypes.HEADERS, RawFrames.END_HEADERS, stream, post()));
                client.send(frame(Http2FrameTypes.PRIORITY, 0, stream, number(0) + "a"));
                client.send(frame(Http2FrameTypes.WINDOW_UPDATE, 0, 0, number(4)));
                client.send(frame(Http2FrameTypes.DATA, 0, stream, "a".repeat(500)));
                client.send(
                        frame(
                                Http2FrameTypes.HEADERS,
                                RawFrames.END_HEADERS | RawFrames.END_STREAM,
                                stream,
                                RawFrames.block(List.of(new RawFrames.Field("x-late", "y")))));
                assertThat(client.outcome(stream)).isEqualTo("200");
            }
        }
    }

    @Test
    void largeBodiesOnManyStreamsPassBothWays() throws Exception {
        HttpClient client = fixture.client(HttpVersion.HTTP_2);
        List<Future<Buffer>> answers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Buffer body = Buffer.buffer(new byte[1024 * 1024]);
            String uri = i % 2 == 0 ? "/api/large" : "/api/small";
            answers.add(fixture.ask(client, HttpMethod.POST, uri, UnaryOperator.identity(), body));
        }

        for (int i = 0; i < answers.size(); i++) {
            Buffer answer = get(answers.get(i));
            if (i % 2 == 0) {
                assertThat(answer.length()).isEqualTo(ANSWER.length);
            } else {
                assertThat(answer.toString()).isEqualTo("1048576");
            }
        }
    }

    private static String post() {
        List<RawFrames.Field> fields = new ArrayList<>(RawFrames.get("/api/x"));
        fields.set(0, new RawFrames.Field(":method", "POST"));
        return RawFrames.block(fields);
    }
}
