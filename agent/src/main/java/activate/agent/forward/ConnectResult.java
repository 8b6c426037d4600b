package activate.agent.forward;

import activate.messages.tunnel.DialCode;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What came of dialling a target. */
sealed interface ConnectResult {
    /**
     * @param greeting what the server has said already
     */
    record Connected(SocketChannel channel, ByteBuffer greeting) implements ConnectResult {}

    record Failed(DialCode code, String message) implements ConnectResult {}
}
