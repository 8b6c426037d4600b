package activate.testkit.resource;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FreePortTest {
    /** So many that the system offers some of them again. */
    private static final int CALLS = 2_000;

    @Test
    void noTwoCallsGetTheSamePort() throws IOException {
        Set<Integer> found = new HashSet<>();

        for (int i = 0; i < CALLS; i++) {
            assertThat(found.add(FreePort.find())).as("call " + i).isTrue();
        }
    }

    @Test
    void nobodyListensOnIt() throws IOException {
        int port = FreePort.find();

        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(socket.getLocalPort()).isEqualTo(port);
        }
    }
}
