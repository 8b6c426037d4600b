package activate.ingress;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Writes exactly the HTTP/2 frames that a test says, whatever a library would refuse to send, and
 * reads the answers.
 */
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int GO_AWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int END_STREAM = 1;
    static final int PADDED = 8;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    private static final int INITIAL_WINDOW = 4;

    private final SSLSocket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
    private final Map<Integer, Answer> answers = new HashMap<>();
    private int nextStream = 1;

    /** What came back on one stream. */
    static final class Answer {
        int status;
        long reset = -1;
        boolean ended;
        final ByteArrayOutputStream body = new ByteArrayOutputStream();
        final Map<String, String> headers = new HashMap<>();

        boolean isOver() {
            return ended || reset >= 0;
        }

        String text() {
            return body.toString(StandardCharsets.UTF_8);
        }
    }

    private RawHttp2(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Connects from an address of this machine; {@code window} is what each stream may send us. */
    static RawHttp2 connect(String from, int port, int window)
            throws IOException, GeneralSecurityException {
        return connect(RawClient.trusting(), from, port, window);
    }

    static RawHttp2 connect(SSLContext context, String from, int port, int window)
            throws IOException {
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10_000);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(plain, "", port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        socket.setSoTimeout(10_000);
        RawHttp2 client = new RawHttp2(socket);
        client.out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        ByteBuf settings = Unpooled.buffer().writeShort(INITIAL_WINDOW).writeInt(window);
        return client.frame(SETTINGS, 0, 0, bytes(settings));
    }

    /** Begins a request with fields as they are, pairs of name and value; gives its stream. */
    int begin(String method, String path, boolean end, String... fields) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        field(block, ":method", method);
        field(block, ":scheme", "https");
        field(block, ":authority", "localhost");
        field(block, ":path", path);
        for (int i = 0; i < fields.length; i += 2) {
            field(block, fields[i], fields[i + 1]);
        }
        int stream = nextStream;
        nextStream += 2;
        frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block.toByteArray());
        return stream;
    }

    /** Ends a request with trailing fields. */
    RawHttp2 trailers(int stream, String name, String value) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        field(block, name, value);
        return frame(HEADERS, END_HEADERS | END_STREAM, stream, block.toByteArray());
    }

    /** The stream of the newest request. */
    int last() {
        return nextStream - 2;
    }

    RawHttp2 data(int stream, String text, boolean end) throws IOException {
        return frame(
                DATA, end ? END_STREAM : 0, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp2 reset(int stream) throws IOException {
        return frame(RESET, 0, stream, new byte[] {0, 0, 0, 8});
    }

    RawHttp2 window(int stream, int more) throws IOException {
        return frame(WINDOW_UPDATE, 0, stream, bytes(Unpooled.buffer().writeInt(more)));
    }

    RawHttp2 frame(int type, int flags, int stream, byte[] payload) throws IOException {
        ByteBuf head = Unpooled.buffer();
        head.writeMedium(payload.length).writeByte(type).writeByte(flags).writeInt(stream);
        out.write(bytes(head.writeBytes(payload)));
        out.flush();
        return this;
    }

    /** Asks and waits for the whole answer. */
    Answer ask(String method, String path, String... fields) throws IOException {
        return answer(begin(method, path, true, fields));
    }

    /** Waits until the answer on a stream has ended or was reset. */
    Answer answer(int stream) throws IOException {
        while (!of(stream).isOver()) {
            read();
        }
        return of(stream);
    }

    /** Waits for the head of the answer on a stream. */
    Answer head(int stream) throws IOException {
        while (of(stream).status == 0 && !of(stream).isOver()) {
            read();
        }
        return of(stream);
    }

    private Answer of(int stream) {
        return answers.computeIfAbsent(stream, _ -> new Answer());
    }

    private void read() throws IOException {
        int length = (in.readUnsignedByte() << 16) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        switch (type) {
            case DATA -> {
                of(stream).body.writeBytes(payload);
                of(stream).ended |= (flags & END_STREAM) != 0;
            }
            case HEADERS -> headers(of(stream), stream, payload, flags);
            case RESET -> of(stream).reset = Unpooled.wrappedBuffer(payload).readUnsignedInt();
            case SETTINGS -> {
                if ((flags & 1) == 0) {
                    frame(SETTINGS, 1, 0, new byte[0]);
                }
            }
            case GO_AWAY ->
                    throw new EOFException(
                            "GOAWAY " + Unpooled.wrappedBuffer(payload, 4, 4).readInt());
            default -> {
                // Pings and windows do not matter here.
            }
        }
    }

    private void headers(Answer answer, int stream, byte[] payload, int flags) throws IOException {
        try {
            int skipped = (flags & PRIORITY) == 0 ? 0 : 5;
            ByteBuf block = Unpooled.wrappedBuffer(payload).skipBytes(skipped);
            Http2Headers fields = decoder.decodeHeaders(stream, block);
            if (fields.status() != null) {
                answer.status = Integer.parseInt(fields.status().toString());
            }
            fields.forEach(f -> answer.headers.put(f.getKey().toString(), f.getValue().toString()));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        answer.ended |= (flags & END_STREAM) != 0;
    }

    /** Literal without indexing, plain strings (RFC 7541, 6.2.2). */
    private static void field(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        string(block, name);
        string(block, value);
    }

    private static void string(ByteArrayOutputStream block, String text) {
        int length = text.length();
        if (length < 127) {
            block.write(length);
        } else {
            block.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 127) | 128);
            }
            block.write(rest);
        }
        block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] bytes(ByteBuf buffer) {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
