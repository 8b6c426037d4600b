package activate.agent.forward;

import activate.messages.tunnel.DialCode;
import java.nio.channels.SocketChannel;

/** What came of dialling a target. */
sealed interface ConnectResult {
    record Connected(SocketChannel channel) implements ConnectResult {}

    record Failed(DialCode code, String message) implements ConnectResult {}
}
