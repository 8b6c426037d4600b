package activate.agenthub;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands where a node's SSH server would, accepts every connection and never says a word. */
final class SilentServer implements AutoCloseable {
    static final String ADDRESS = "127.0.9.2";

    /** How many have come. */
    final AtomicInteger connections = new AtomicInteger();

    private final ServerSocket server = new ServerSocket();
    private final LinkedBlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();

    SilentServer() throws IOException {
        server.bind(new InetSocketAddress(InetAddress.ofLiteral(ADDRESS), HubRig.PEERED_PORT));
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                accepted.add(socket);
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    /** Ends the eldest connection, so that nobody must wait until its client gives up. */
    void hangUp() throws IOException, InterruptedException {
        Socket eldest = accepted.poll(10, TimeUnit.SECONDS);
        if (eldest == null) {
            throw new AssertionError("nobody came");
        }
        eldest.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
