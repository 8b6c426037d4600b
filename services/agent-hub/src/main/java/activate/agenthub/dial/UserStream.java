package activate.agenthub.dial;

import activate.agenthub.farend.DialResult;
import activate.agenthub.farend.FarEnd;
import activate.agenthub.socket.CloseCode;
import activate.agenthub.socket.SocketFaults;
import activate.agenthub.socket.WireBytes;
import activate.messages.connect.ConnectMessage;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes between a user's socket and a far end. Confined to the event loop of the user's socket.
 * One piece is on its way to the far end at a time, and the socket is paused meanwhile; towards the
 * user, credit goes back when the socket has written.
 */
final class UserStream implements FarEnd.Receiver {
    private static final int COMMITTED = 64 * 1024;
    private static final int LARGEST_FRAME = 256 * 1024;
    private static final int LONGEST_MESSAGE = 16 * 1024;

    private final ServerWebSocket socket;
    private final Context context;
    private final ObjectMapper json;
    private final Destination destination;
    private @Nullable FarEnd farEnd;
    private String id = "";
    private boolean clientEnded;
    private boolean over;
    private long sentToClient;

    UserStream(
            ServerWebSocket socket, Context context, ObjectMapper json, Destination destination) {
        this.socket = socket;
        this.context = context;
        this.json = json;
        this.destination = destination;
        socket.setWriteQueueMaxSize(COMMITTED);
    }

    /** Who and where; any thread. */
    Destination destination() {
        return destination;
    }

    /** The client's opening message was read. */
    void opened(String streamId) {
        id = streamId;
    }

    /** The far end is there, or it is not; from now on bytes flow. */
    void dialled(Dialler.Dialled dialled) {
        switch (dialled.result()) {
            case DialResult.Failed(String code, String message) -> {
                String known = code.equals("offline") ? "cluster_offline" : "dial_" + code;
                fail(code.equals("limit") ? code : known, message, CloseCode.NORMAL);
            }
            case DialResult.Connected(FarEnd connected) -> {
                if (socket.isClosed() || over) {
                    connected.cancel();
                    return;
                }
                farEnd = connected;
                send(
                        new ConnectMessage.Opened(
                                ConnectMessage.VERSION,
                                id,
                                0,
                                dialled.via().word(),
                                destination.node().facts().hostname()));
                connected.begin(this);
                socket.resume();
            }
        }
    }

    /** A frame of the client, after the opening message. */
    void received(WebSocketFrame frame) {
        FarEnd to = farEnd;
        if (to == null || over) {
            return;
        }
        if (frame.isText()) {
            if (read(frame) instanceof ConnectMessage.End) {
                clientEnded = true;
                to.finish();
            }
        } else if (frame.isBinary() || frame.isContinuation()) {
            if (clientEnded) {
                fail("protocol", "Bytes came after the end.", CloseCode.PROTOCOL_ERROR);
                return;
            }
            Buffer data = frame.binaryData();
            if (data.length() > LARGEST_FRAME) {
                fail("limit", "Frames are 256 KiB at most.", CloseCode.TOO_BIG);
                return;
            }
            if (data.length() > 0) {
                socket.pause();
                to.send(
                        ByteBuffer.wrap(data.getBytes()),
                        () -> context.runOnContext(_ -> socket.resume()));
            }
        }
    }

    /** The user's socket is gone. */
    void clientGone() {
        FarEnd to = farEnd;
        if (!over && to != null) {
            to.cancel();
        }
        over = true;
    }

    /** Ends the stream because it may not go on; any thread. */
    void revoke(String code, String why) {
        context.runOnContext(_ -> fail(code, why, CloseCode.REVOKED));
    }

    @Override
    public void onData(ByteBuffer data, Runnable consumed) {
        int length = data.remaining();
        context.runOnContext(
                _ -> {
                    if (over || socket.isClosed()) {
                        consumed.run();
                        return;
                    }
                    sentToClient += length;
                    socket.writeFrame(WebSocketFrame.binaryFrame(WireBytes.wrap(data), true))
                            .onComplete(_ -> consumed.run());
                });
    }

    @Override
    public void onFinished() {
        context.runOnContext(
                _ -> {
                    if (!over) {
                        send(new ConnectMessage.End(sentToClient));
                    }
                });
    }

    @Override
    public void onDone() {
        context.runOnContext(
                _ -> {
                    if (!over) {
                        over = true;
                        close(CloseCode.NORMAL);
                    }
                });
    }

    @Override
    public void onBroken(String reason) {
        context.runOnContext(
                _ -> {
                    if (!over) {
                        fail(
                                reason.equals("node_lost") ? reason : "reset",
                                sentence(reason),
                                CloseCode.RESET);
                    }
                });
    }

    /** What a word of {@link FarEnd.Receiver} says to people. */
    static String sentence(String reason) {
        return switch (reason) {
            case "node_lost" -> "The node's tunnel has ended.";
            case "reset_far_end_failed" -> "The connection to the node's SSH server broke.";
            case "reset_cancelled" -> "The node ended the connection.";
            case "reset_refused" -> "The node takes no more connections at the moment.";
            case "reset_going_away" -> "The node's agent is ending.";
            case "reset_no_memory" -> "The node has no memory left for this connection.";
            case "reset_timeout" -> "The node did not use the connection in time.";
            case "reset_revoked" -> "The right to this connection was withdrawn.";
            default -> "The node broke the connection.";
        };
    }

    /** Tells the client what went wrong and ends. */
    void fail(String code, String message, CloseCode close) {
        if (over) {
            return;
        }
        over = true;
        FarEnd to = farEnd;
        if (to != null) {
            to.cancel();
        }
        send(new ConnectMessage.Failed(code, message));
        close(close);
    }

    private void close(CloseCode code) {
        SocketFaults.close(socket, code);
    }

    private void send(Object message) {
        if (socket.isClosed()) {
            return;
        }
        try {
            socket.writeFrame(WebSocketFrame.textFrame(json.writeValueAsString(message), true));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A message cannot be written as JSON", e);
        }
    }

    boolean isOver() {
        return over;
    }

    /** The message in a text frame; where it is none, the stream has failed or it is ignored. */
    @Nullable ConnectMessage read(WebSocketFrame frame) {
        if (frame.binaryData().length() > LONGEST_MESSAGE) {
            fail("limit", "Messages are 16 KiB at most.", CloseCode.TOO_BIG);
            return null;
        }
        if (!frame.isFinal()) {
            fail("protocol", "A message comes in one frame.", CloseCode.PROTOCOL_ERROR);
            return null;
        }
        String text = SocketFaults.text(frame);
        if (text == null) {
            fail("protocol", "The message is not UTF-8.", CloseCode.NO_UTF8);
            return null;
        }
        try {
            return json.readValue(text, ConnectMessage.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
