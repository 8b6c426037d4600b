package activate.standalone.supervise;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.part.PartFailure;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Who holds a port. */
final class PortHolderTest {

    @Test
    void aTakenPortIsRefusedWithItsHolderAndTheVariable() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            assertThatThrownBy(() -> PortHolder.requireFree(port, "ACTIVATE_PORT_LEGACY_API"))
                    .isInstanceOf(PartFailure.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("pid " + ProcessHandle.current().pid())
                    .hasMessageContaining("java")
                    .hasMessageContaining("ACTIVATE_PORT_LEGACY_API=<port>");
        }
    }
}
