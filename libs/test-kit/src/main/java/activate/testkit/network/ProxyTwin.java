package activate.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/** An HTTP proxy that knows CONNECT and one password. */
public final class ProxyTwin implements AutoCloseable {
    private final ServerSocket server;
    private final String expected;
    private final AtomicInteger tunnels = new AtomicInteger();

    /** Listens on loopback; {@code login} is {@code user:password}. */
    public ProxyTwin(String login) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        expected =
                "proxy-authorization: basic "
                        + Base64.getEncoder()
                                .encodeToString(login.getBytes(StandardCharsets.UTF_8));
        Thread.ofVirtual().start(this::accept);
    }

    /** Where it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many connections it has passed on. */
    public int tunnels() {
        return tunnels.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket client) {
        try (client) {
            while (true) {
                String request = head(client.getInputStream());
                if (request.isEmpty()) {
                    return;
                }
                if (request.lines().anyMatch(line -> line.equalsIgnoreCase(expected))) {
                    String[] address = request.split(" ", 3)[1].split(":", 2);
                    relay(client, address[0], Integer.parseInt(address[1]));
                    return;
                }
                write(
                        client,
                        String.join(
                                "\r\n",
                                "HTTP/1.1 407 Who",
                                "Proxy-Authenticate: Basic realm=\"x\"",
                                "Content-Length: 0",
                                "",
                                ""));
            }
        } catch (IOException _) {
            // The test ended it.
        }
    }

    private void relay(Socket client, String host, int port) throws IOException {
        try (Socket target = new Socket(host, port)) {
            tunnels.incrementAndGet();
            write(client, "HTTP/1.1 200 OK\r\n\r\n");
            Thread back = Thread.ofVirtual().start(() -> copy(target, client));
            copy(client, target);
            back.join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            // One side is gone; the other follows.
        }
    }

    private static void write(Socket to, String text) throws IOException {
        OutputStream out = to.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            text.append((char) next);
            if (text.toString().endsWith("\r\n\r\n")) {
                return text.toString();
            }
        }
        return "";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
