package activate.cli.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DialDirectTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<ServerSocket> servers = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (ServerSocket server : servers) {
            server.close();
        }
    }

    /** A server that greets so, echoes what it is sent and then ends. */
    private SshDestination.Direct server(String greeting) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        servers.add(server);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (Socket socket = server.accept()) {
                                socket.getOutputStream()
                                        .write(greeting.getBytes(StandardCharsets.US_ASCII));
                                socket.getInputStream().transferTo(socket.getOutputStream());
                            } catch (IOException _) {
                                // The test is over.
                            }
                        });
        return new SshDestination.Direct("127.0.0.1", server.getLocalPort());
    }

    @Test
    void serverThatGreetsAsSshWinsAndItsGreetingIsNotLost() throws IOException {
        Optional<DirectRoute> won =
                DialDirect.race(List.of(server("HTTP/1.1 400\r\n"), server("SSH-2.0-x\r\n")), LONG);

        try (DirectRoute route = won.orElseThrow()) {
            route.send(ByteBuffer.wrap("hello".getBytes(StandardCharsets.US_ASCII)));
            route.endSending();
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            route.receiveInto(received);

            assertThat(route.via()).isEqualTo("direct");
            assertThat(received.toString(StandardCharsets.US_ASCII))
                    .isEqualTo("SSH-2.0-x\r\nhello");
        }
    }

    @Test
    void withoutAnSshServerThereIsNoDirectRoute() throws IOException {
        SshDestination.Direct gone = server("");
        servers.getLast().close();

        assertThat(DialDirect.race(List.of(gone, server("220 mail\r\n")), LONG)).isEmpty();
        assertThat(DialDirect.race(List.of(), LONG)).isEmpty();
    }

    @Test
    void serverThatDoesNotGreetHoldsNobodyUp() throws IOException {
        long start = System.nanoTime();

        assertThat(DialDirect.race(List.of(server("SS")), Duration.ofMillis(200))).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
