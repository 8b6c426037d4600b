package activate.agent.forward;

import activate.messages.tunnel.DialCode;
import java.nio.channels.SocketChannel;

/** What came of dialling a target. */
sealed interface DialResult {
    record Connected(SocketChannel channel) implements DialResult {}

    record Failed(DialCode code, String message) implements DialResult {}
}
