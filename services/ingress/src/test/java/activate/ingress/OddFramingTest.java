package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A body reaches the service whole, into whatever HTTP/2 frames its client cuts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OddFramingTest {

    private EdgeFixture fixture;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fixture = new EdgeFixture(folder, Map.of(), this::echo, this::echo);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void anEmptyFirstFrameIsNoEnd() throws Exception {
        assertEchoed("abcdef", "", "abc", "def");
    }

    @Test
    void emptyFramesInBetweenAndAtTheEndAreNoEnd() throws Exception {
        assertEchoed("abcdef", "abc", "", "def", "");
        assertEchoed("", "");
        assertEchoed("abc", "", "abc", "");
    }

    @Test
    void aBodyWithALengthMayBeginEmptyToo() throws Exception {
        try (RawHttp2 client = client()) {
            int stream = client.begin("POST", "/api/echo", false, "content-length", "3");
            client.data(stream, "", false).data(stream, "abc", true);

            assertThat(client.answer(stream).text()).isEqualTo("abc");
        }
    }

    @Test
    void framesOfPaddingAloneAreNoEnd() throws Exception {
        try (RawHttp2 client = client()) {
            int stream = client.begin("POST", "/api/echo", false);
            byte[] padding = {3, 0, 0, 0};
            client.frame(RawHttp2.DATA, RawHttp2.PADDED, stream, padding)
                    .data(stream, "abc", false)
                    .frame(RawHttp2.DATA, RawHttp2.PADDED, stream, padding)
                    .data(stream, "def", true);

            assertThat(client.answer(stream).text()).isEqualTo("abcdef");
        }
    }

    @Test
    void trailersEndABody() throws Exception {
        try (RawHttp2 client = client()) {
            int stream = client.begin("POST", "/api/echo", false);
            client.data(stream, "", false).data(stream, "abc", false).trailers(stream, "x", "y");
            int empty = client.begin("POST", "/api/echo", false);
            client.trailers(empty, "x", "y");

            assertThat(client.answer(stream).text()).isEqualTo("abc");
            assertThat(client.answer(empty).status).isEqualTo(200);
        }
    }

    @Test
    void manySmallFramesAreOneBody() throws Exception {
        try (RawHttp2 client = client()) {
            int stream = client.begin("POST", "/api/echo", false);
            client.data(stream, "", false);
            for (int i = 0; i < 500; i++) {
                client.data(stream, "x", i == 499);
            }

            assertThat(client.answer(stream).text()).isEqualTo("x".repeat(500));
        }
    }

    private void assertEchoed(String body, String... frames) throws Exception {
        try (RawHttp2 client = client()) {
            int stream = client.begin("POST", "/api/echo", false);
            for (int i = 0; i < frames.length; i++) {
                client.data(stream, frames[i], i == frames.length - 1);
            }

            RawHttp2.Answer answer = client.answer(stream);

            assertThat(answer.status).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(body);
        }
    }

    private RawHttp2 client() throws Exception {
        return RawHttp2.connect("127.0.0.1", fixture.edge.httpsPort(), 65_535);
    }

    private void echo(HttpServerRequest request) {
        request.body().onSuccess(body -> request.response().end(body));
    }
}
