package activate.ingress;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Writes exactly the HTTP/2 frames that a test says, also those that no library would write. */
final class RawFrames implements AutoCloseable {

    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int PRIORITY = 0x20;

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final SSLSocket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(false);

    /** One frame; its payload is one character for each byte. */
    record Frame(int type, int flags, int stream, String payload) {}

    /** One field of a header block, which may be anything. */
    record Field(String name, String value) {}

    private RawFrames(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects and sends the preface with empty settings. */
    static RawFrames open(int port) throws IOException, GeneralSecurityException {
        RawFrames client = connect(port);
        client.send(PREFACE).send(frame(Http2FrameTypes.SETTINGS, 0, 0, ""));
        return client;
    }

    /** Connects and sends nothing. */
    static RawFrames connect(int port) throws IOException, GeneralSecurityException {
        return new RawFrames(RawClient.secureSocket(port, "h2"));
    }

    static String frame(int type, int flags, int stream, String payload) {
        ByteBuffer header = ByteBuffer.allocate(9);
        header.put((byte) (payload.length() >> 16)).putShort((short) payload.length());
        header.put((byte) type).put((byte) flags).putInt(stream);
        return new String(header.array(), StandardCharsets.ISO_8859_1) + payload;
    }

    static String number(int value) {
        return new String(
                ByteBuffer.allocate(4).putInt(value).array(), StandardCharsets.ISO_8859_1);
    }

    /** A header block of literals without an index (RFC 7541, 6.2.2). */
    static String block(List<Field> fields) {
        StringBuilder block = new StringBuilder();
        for (Field field : fields) {
            block.append('\0').append(text(field.name())).append(text(field.value()));
        }
        return block.toString();
    }

    static List<Field> get(String path) {
        return List.of(
                new Field(":method", "GET"),
                new Field(":scheme", "https"),
                new Field(":authority", "localhost"),
                new Field(":path", path));
    }

    RawFrames send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    RawFrames ask(int stream, String path) throws IOException {
        int flags = END_STREAM | END_HEADERS;
        return send(frame(Http2FrameTypes.HEADERS, flags, stream, block(get(path))));
    }

    /** The next frame. */
    Frame next() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        return new Frame(type, flags, stream, new String(payload, StandardCharsets.ISO_8859_1));
    }

    /**
     * What becomes of a stream: {@code 200} or another status, {@code reset:1} with its code,
     * {@code goaway:11} with the code for the whole connection, or {@code closed}.
     */
    String outcome(int stream) throws IOException, Http2Exception {
        try {
            for (; ; ) {
                Frame frame = next();
                if (frame.type() == Http2FrameTypes.GO_AWAY) {
                    return "goaway:" + code(frame.payload().substring(4));
                }
                if (frame.type() == Http2FrameTypes.HEADERS) {
                    CharSequence status = status(frame);
                    if (frame.stream() == stream && status != null) {
                        return status.toString();
                    }
                }
                if (frame.stream() == stream && frame.type() == Http2FrameTypes.RST_STREAM) {
                    return "reset:" + code(frame.payload());
                }
            }
        } catch (EOFException | SocketException | SSLException e) {
            return "closed";
        }
    }

    /** Trailers have none. */
    private @Nullable CharSequence status(Frame frame) throws Http2Exception {
        int before = (frame.flags() & PRIORITY) == 0 ? 0 : 5;
        byte[] block = frame.payload().substring(before).getBytes(StandardCharsets.ISO_8859_1);
        return headers.decodeHeaders(frame.stream(), Unpooled.wrappedBuffer(block)).status();
    }

    private static int code(String payload) {
        return ByteBuffer.wrap(payload.getBytes(StandardCharsets.ISO_8859_1)).getInt();
    }

    private static String text(String value) {
        ByteArrayOutputStream length = new ByteArrayOutputStream();
        int rest = value.length();
        if (rest < 127) {
            length.write(rest);
        } else {
            length.write(127);
            for (rest -= 127; rest >= 128; rest >>= 7) {
                length.write(rest % 128 + 128);
            }
            length.write(rest);
        }
        return length.toString(StandardCharsets.ISO_8859_1) + value;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
