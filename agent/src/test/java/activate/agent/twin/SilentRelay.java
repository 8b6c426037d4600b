package activate.agent.twin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Passes connections on, until those that are open lose all that is sent, as behind a dead router.
 */
public final class SilentRelay implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private volatile int silentBelow;
    private volatile int connections;

    public SilentRelay(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Nobody is told: connections stay open, and nothing comes through. New ones work. */
    public void silence() {
        silentBelow = connections;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), target);
                int number = connections;
                connections = number + 1;
                Thread.ofVirtual().start(() -> pass(client, behind, number));
                Thread.ofVirtual().start(() -> pass(behind, client, number));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void pass(Socket from, Socket to, int number) {
        byte[] part = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                if (number >= silentBelow) {
                    out.write(part, 0, read);
                }
            }
            if (number >= silentBelow) {
                to.close();
            }
        } catch (IOException _) {
            // One side is gone.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
