package activate.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // Made before each test.
final class StoppableLinkTest {
    private static final int SHORT_MILLIS = 200;
    private static final int LONG_MILLIS = 10_000;

    private ServerSocket store;
    private StoppableLink link;
    private Socket client;
    private Socket server;

    @BeforeEach
    void connect() throws IOException {
        store = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        link = StoppableLink.to(store.getInetAddress().getHostAddress(), store.getLocalPort());
        client = new Socket(InetAddress.getLoopbackAddress(), link.port());
        server = store.accept();
        client.setSoTimeout(LONG_MILLIS);
        server.setSoTimeout(LONG_MILLIS);
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
        link.close();
        store.close();
    }

    @Test
    void whatIsSentGoesThroughBothWays() throws IOException {
        send(client, "ask");
        assertThat(read(server, 3)).isEqualTo("ask");

        send(server, "answer");
        assertThat(read(client, 6)).isEqualTo("answer");
    }

    @Test
    void whileItIsStoppedNothingGoesThroughAndNothingIsLost() throws IOException {
        // When
        link.stop();
        send(client, "late");

        // Then
        server.setSoTimeout(SHORT_MILLIS);
        assertThatThrownBy(() -> read(server, 4)).isInstanceOf(SocketTimeoutException.class);

        // When
        link.resume();

        // Then
        server.setSoTimeout(LONG_MILLIS);
        assertThat(read(server, 4)).isEqualTo("late");
    }

    @Test
    void theEndOfOneSideIsTheEndOfTheOther() throws IOException {
        client.close();

        assertThat(server.getInputStream().read()).isEqualTo(-1);
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(Socket socket, int length) throws IOException {
        return new String(socket.getInputStream().readNBytes(length), StandardCharsets.US_ASCII);
    }
}
