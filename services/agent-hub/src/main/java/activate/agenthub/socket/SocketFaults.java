package activate.agenthub.socket;

import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What every socket does alike with a peer's mistakes. */
public final class SocketFaults {
    private SocketFaults() {}

    /** Closes the socket unless it is closed. */
    public static void close(ServerWebSocket socket, CloseCode code) {
        if (!socket.isClosed()) {
            socket.close(code.code(), code.reason());
        }
    }

    /** The text of a frame, or nothing where it is not UTF-8. */
    public static @Nullable String text(WebSocketFrame frame) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(frame.binaryData().getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
