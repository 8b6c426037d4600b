package activate.agenthub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A connection on which a test writes what no client library would. */
final class RawSocket implements AutoCloseable {
    private static final byte[] MASK = {1, 2, 3, 4};
    private final Socket socket;
    private final InputStream in;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /** Asks for a socket with these header lines beside the usual ones; returns the status. */
    int upgrade(String path, List<String> lines) throws IOException {
        StringBuilder request =
                new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: platform.test\r\n");
        request.append("Connection: Upgrade\r\nUpgrade: websocket\r\n");
        request.append("Sec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n");
        lines.forEach(line -> request.append(line).append("\r\n"));
        return request(request.append("\r\n").toString());
    }

    /** Sends text as it is and returns the status of the answer, its head read. */
    int request(String text) throws IOException {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
        String head = head();
        return head.isEmpty() ? -1 : Integer.parseInt(head.substring(9, 12));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    private String head() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) {
                return "";
            }
            read.write(one);
            text = read.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    /** A frame as a client sends it, masked. */
    static byte[] frame(int firstByte, byte[] payload) {
        int length = payload.length;
        int extended = length > 65_535 ? 8 : length > 125 ? 2 : 0;
        ByteBuffer frame = ByteBuffer.allocate(2 + extended + 4 + length);
        frame.put((byte) firstByte);
        switch (extended) {
            case 0 -> frame.put((byte) (0x80 | length));
            case 2 -> frame.put((byte) (0x80 | 126)).putShort((short) length);
            default -> frame.put((byte) (0x80 | 127)).putLong(length);
        }
        frame.put(MASK);
        for (int i = 0; i < length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i % 4]));
        }
        return frame.array();
    }

    static byte[] text(String text) {
        return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads frames until the one that closes, and returns its code; -1 where none came. */
    int closeCode() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return -1;
            }
            int length = in.read() & 0x7f;
            if (length == 126) {
                length = ByteBuffer.wrap(in.readNBytes(2)).getShort() & 0xffff;
            } else if (length == 127) {
                length = (int) ByteBuffer.wrap(in.readNBytes(8)).getLong();
            }
            byte[] payload = in.readNBytes(length);
            if ((first & 0x0f) == 8) {
                return length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
