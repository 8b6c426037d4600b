package activate.agenthub.stream;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.impl.WebSocketInternal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What a peer that breaks the WebSocket protocol is told: the codes of RFC 6455, section 7.4. */
public final class SocketFaults {
    private SocketFaults() {}

    /** From now on a broken frame closes the socket with its own code. */
    public static void closeOn(ServerWebSocket socket) {
        socket.exceptionHandler(
                failure -> {
                    close(socket, codeOf(failure));
                    flush(socket);
                });
    }

    /**
     * Vert.x cuts the connection right after this. What was written while it still reads, as when a
     * broken frame comes in one segment with a good one, would not be sent any more.
     */
    private static void flush(ServerWebSocket socket) {
        if (socket instanceof WebSocketInternal internal) {
            internal.channelHandlerContext().flush();
        }
    }

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

    private static CloseCode codeOf(Throwable failure) {
        return switch (failure) {
            case CorruptedWebSocketFrameException broken ->
                    switch (broken.closeStatus().code()) {
                        case 1007 -> CloseCode.NO_UTF8;
                        case 1009 -> CloseCode.TOO_BIG;
                        default -> CloseCode.BROKEN_FRAME;
                    };
            case TooLongFrameException _ -> CloseCode.TOO_BIG;
            default -> CloseCode.BROKEN_FRAME;
        };
    }
}
