package activate.ingress;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Plays the cases of {@code websocket.tsv} against whatever speaks WebSocket at an address. */
final class WebSocketCases {

    private static final int MILLIS = 3_000;
    private static final int CLOSE = 8;

    private WebSocketCases() {}

    /** One case; several codes are right where they are separated by a bar. */
    record Case(String name, List<String> codes, String bytes) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> all() throws IOException {
        return Vectors.of("websocket.tsv").stream()
                .map(
                        line ->
                                new Case(
                                        line.get(0),
                                        List.of(line.get(1).split("\\|", -1)),
                                        line.get(2)))
                .toList();
    }

    /**
     * What comes back until the end: each frame as {@code opcode:payload}, the last one as {@code
     * close:code}, or {@code cut} where the server ends without a word, {@code open} where it goes
     * on as if nothing were wrong.
     *
     * @param piece bytes that are written at once
     */
    static String play(Socket socket, String path, Case one, int piece) throws IOException {
        socket.setSoTimeout(MILLIS);
        OutputStream out = socket.getOutputStream();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        String upgrade =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                        + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        out.write(upgrade.getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (head.indexOf("HTTP/1.1 101") != 0) {
            return head.substring(0, head.indexOf("\r\n"));
        }
        StringBuilder seen = new StringBuilder();
        try {
            write(out, one.bytes().getBytes(StandardCharsets.ISO_8859_1), piece);
            while (frame(in, seen)) {
                // Until the server closes.
            }
        } catch (SocketTimeoutException e) {
            seen.append("open");
        } catch (EOFException | java.net.SocketException | javax.net.ssl.SSLException e) {
            seen.append("cut");
        }
        return seen.toString();
    }

    private static void write(OutputStream out, byte[] bytes, int piece) throws IOException {
        for (int at = 0; at < bytes.length; at += piece) {
            out.write(bytes, at, Math.min(piece, bytes.length - at));
            out.flush();
        }
    }

    /** Reads one frame; false once it was the last. */
    private static boolean frame(DataInputStream in, StringBuilder seen) throws IOException {
        int opcode = in.readUnsignedByte() & 0xf;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = in.readNBytes(length);
        if (opcode == CLOSE) {
            int code = length < 2 ? 1005 : ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
            seen.append("close:").append(code);
            return false;
        }
        String text = new String(payload, StandardCharsets.ISO_8859_1);
        seen.append(opcode).append(':').append(text).append('\n');
        return true;
    }
}
