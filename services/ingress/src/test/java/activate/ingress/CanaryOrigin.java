package activate.ingress;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service that keeps the very bytes that it is sent, and notes whatever is not the one canonical
 * way to write a request.
 */
final class CanaryOrigin implements AutoCloseable {

    private static final Pattern LINE =
            Pattern.compile(
                    "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /[!-~&&[^#\\\\]]* HTTP/1\\.1");
    private static final Pattern FIELD =
            Pattern.compile("([a-z0-9!#$%&'*+.^`|~-]+): ([\\t -~\\x80-\\xff]*)");
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\nx-canary: 1\r\n\r\nok";

    private final ServerSocket listener;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    CanaryOrigin() throws IOException {
        listener = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Head and body of each request. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    private void accept() {
        try {
            for (; ; ) {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        StringBuilder bytes = new StringBuilder();
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (; ; ) {
                bytes.setLength(0);
                read(in, bytes);
                requests.add(bytes.toString());
                socket.getOutputStream().write(ANSWER.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // A request that was broken off is no request; its bytes are looked at all the same.
            if (bytes.indexOf("smuggled HTTP/1.1\r\n") == 0) {
                faults.add(bytes.toString());
            }
        }
    }

    private void read(InputStream in, StringBuilder bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(in, bytes); !line.isEmpty(); line = line(in, bytes)) {
            lines.add(line);
        }
        boolean chunked = false;
        int length = 0;
        int framings = 0;
        int hosts = 0;
        boolean canonical = !lines.isEmpty() && LINE.matcher(lines.getFirst()).matches();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            Matcher field = FIELD.matcher(line);
            canonical &= field.matches();
            String name = field.matches() ? field.group(1) : "";
            hosts += name.equals("host") ? 1 : 0;
            if (name.equals("content-length")) {
                framings++;
                length = Integer.parseInt(field.group(2));
            } else if (name.equals("transfer-encoding")) {
                framings++;
                chunked = true;
                canonical &= field.group(2).equals("chunked");
            }
        }
        if (!canonical || framings > 1 || hosts != 1) {
            faults.add(bytes.toString());
        }
        if (chunked) {
            chunks(in, bytes);
        } else {
            take(in, bytes, length);
        }
    }

    private void chunks(InputStream in, StringBuilder bytes) throws IOException {
        for (int size = -1; size != 0; ) {
            String line = line(in, bytes);
            if (!line.matches("[0-9a-f]{1,8}")) {
                faults.add(bytes.toString());
                throw new IOException("no chunk size: " + line);
            }
            size = Integer.parseInt(line, 16);
            take(in, bytes, size);
            if (!line(in, bytes).isEmpty()) {
                faults.add(bytes.toString());
            }
        }
    }

    private static void take(InputStream in, StringBuilder bytes, int length) throws IOException {
        byte[] body = in.readNBytes(length);
        bytes.append(new String(body, StandardCharsets.ISO_8859_1));
        if (body.length < length) {
            throw new EOFException();
        }
    }

    private String line(InputStream in, StringBuilder bytes) throws IOException {
        int begin = bytes.length();
        for (int b = in.read(); b >= 0; b = in.read()) {
            bytes.append((char) b);
            if (b == '\n') {
                int end = bytes.length() - 2;
                if (end < begin || bytes.charAt(end) != '\r') {
                    faults.add(bytes.toString());
                    throw new IOException("bare LF");
                }
                return bytes.substring(begin, end);
            }
        }
        throw new EOFException();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
