package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The edge passes a socket's bytes as they are, right or wrong, whole or in pieces. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WebSocketCasesTest {

    private EdgeFixture fixture;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        fixture =
                new EdgeFixture(
                        folder, Map.of(), r -> r.response().end(), WebSocketCasesTest::echo);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    private static void echo(HttpServerRequest request) {
        request.toWebSocket().onSuccess(WebSocketCasesTest::echo);
    }

    private static void echo(ServerWebSocket socket) {
        socket.textMessageHandler(socket::writeTextMessage);
        socket.binaryMessageHandler(socket::writeBinaryMessage);
        socket.exceptionHandler(_ -> {});
    }

    static List<WebSocketCases.Case> right() throws Exception {
        return WebSocketCases.all().stream().filter(WebSocketCasesTest::isRight).toList();
    }

    static List<WebSocketCases.Case> wrong() throws Exception {
        return WebSocketCases.all().stream().filter(one -> !isRight(one)).toList();
    }

    private static boolean isRight(WebSocketCases.Case one) {
        return one.codes().contains("1000");
    }

    @ParameterizedTest
    @MethodSource("right")
    void aSocketThroughTheEdgeIsWhatItIsWithoutIt(WebSocketCases.Case one) throws Exception {
        assertSame(one);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("wrong")
    void wrongFramesPassTheEdgeAsTheyAre(WebSocketCases.Case one) throws Exception {
        assertSame(one);
    }

    private void assertSame(WebSocketCases.Case one) throws Exception {
        String direct;
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), fixture.agentHub.actualPort())) {
            direct = WebSocketCases.play(socket, "/ws/ssh/echo", one, Integer.MAX_VALUE / 2);
        }
        for (int piece : List.of(1_000_000, 7)) {
            try (Socket socket = RawClient.secureSocket(fixture.edge.httpsPort())) {
                String through = WebSocketCases.play(socket, "/ws/ssh/echo", one, piece);

                if (isRight(one)) {
                    assertThat(through).as("in pieces of " + piece).isEqualTo(direct);
                } else {
                    assertEndsAs(direct, through);
                }
            }
        }
        if (isRight(one)) {
            assertThat(one.codes()).anyMatch(code -> direct.endsWith("close:" + code));
        }
    }

    /** Whether an answer still arrives before the end of a socket that is cut is a race. */
    private static void assertEndsAs(String direct, String through) {
        List<String> one = direct.lines().toList();
        List<String> other = through.lines().toList();
        assertThat(other.getLast()).isEqualTo(one.getLast());
        int both = Math.min(one.size(), other.size()) - 1;
        assertThat(other.subList(0, both)).isEqualTo(one.subList(0, both));
    }
}
