package activate.servicekit.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the main port has to do for a service to pass for ready. */
final class LoopbackRequestTest {

    @Test
    void aPortThatTakesConnectionsAndNeverAnswersIsNotReady() throws IOException {
        // Given a listener that accepts, and whose service hangs
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            // When it is asked, then it is not ready, after the deadline
            assertThat(request(silent.getLocalPort(), Duration.ofMillis(200)).fault())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("no answer"));
        }
    }

    @Test
    void anyAnswerButAFailureIsReady() throws IOException {
        assertThat(answering(404)).isTrue();
        assertThat(answering(401)).isTrue();
        assertThat(answering(302)).isTrue();
        assertThat(answering(503)).isFalse();
    }

    @Test
    void aServiceIsAskedAtTheAddressItListensOn() {
        assertThat(MainPortCheck.loopback("0.0.0.0")).isEqualTo("127.0.0.1");
        assertThat(MainPortCheck.loopback("::")).isEqualTo("[::1]");
        assertThat(MainPortCheck.loopback("fd00::7")).isEqualTo("[fd00::7]");
        assertThat(MainPortCheck.loopback("10.1.2.3")).isEqualTo("10.1.2.3");
    }

    private static boolean answering(int status) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        server.start();
        try {
            return request(server.getAddress().getPort(), Duration.ofSeconds(10)).fault().isEmpty();
        } finally {
            server.stop(0);
        }
    }

    private static LoopbackRequest request(int port, Duration deadline) {
        return new LoopbackRequest(
                URI.create("http://127.0.0.1:" + port + "/internal/v1/health"), deadline);
    }
}
