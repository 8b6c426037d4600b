package activate.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A server on loopback that reads a request's head, answers with the same bytes whatever was asked,
 * and then keeps the connection or ends it: a proxy, or a platform, that is not what it should be.
 */
public final class RawServer implements AutoCloseable {
    /** What it does with a connection once it has answered. */
    public enum Then {
        CLOSES,
        STAYS,
        /** It does not even wait for a request. */
        HANGS_UP
    }

    private final ServerSocket server;
    private final String answer;
    private final Then then;
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private final Queue<Socket> open = new ConcurrentLinkedQueue<>();

    /** Listens on 127.0.0.1. */
    public RawServer(String answer, Then then) throws IOException {
        this(InetAddress.ofLiteral("127.0.0.1"), 0, answer, then);
    }

    /** Listens on the given address; port 0 takes a free one. */
    public RawServer(InetAddress address, int port, String answer, Then then) throws IOException {
        this.server = new ServerSocket(port, 50, address);
        this.answer = answer;
        this.then = then;
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** The heads that were sent here, each with its empty line. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try {
            if (then == Then.HANGS_UP) {
                client.close();
                return;
            }
            String request = head(client.getInputStream());
            if (!request.isEmpty()) {
                requests.add(request);
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            if (then == Then.CLOSES) {
                client.close();
            }
        } catch (IOException _) {
            // The client went away.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.toString().endsWith("\r\n\r\n")) {
                break;
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
