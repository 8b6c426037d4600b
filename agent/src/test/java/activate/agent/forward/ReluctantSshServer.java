package activate.agent.forward;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Names itself as an SSH server does; the first connections it closes instead. */
final class ReluctantSshServer implements AutoCloseable {
    static final String NAME = "SSH-2.0-Twin\r\n";

    private final ServerSocket server;
    private final AtomicInteger turnAway;
    private final String lastWords;
    private final AtomicInteger connections = new AtomicInteger();

    ReluctantSshServer(InetAddress address, int turnAway) throws IOException {
        this(address, turnAway, "");
    }

    ReluctantSshServer(InetAddress address, int turnAway, String lastWords) throws IOException {
        this.server = new ServerSocket(0, 50, address);
        this.turnAway = new AtomicInteger(turnAway);
        this.lastWords = lastWords;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                boolean away = turnAway.getAndDecrement() > 0;
                socket.getOutputStream()
                        .write((away ? lastWords : NAME).getBytes(StandardCharsets.US_ASCII));
                if (away) {
                    socket.close();
                }
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
