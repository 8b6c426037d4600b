package activate.testkit.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The way to a store, which can stop: connections are taken and stay, and nothing goes through, as
 * with a process that is stopped or a network that swallows.
 */
public final class StoppableLink implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isStopped;

    private StoppableLink(ServerSocket listener, String host, int port) {
        this.listener = listener;
        this.host = host;
        this.port = port;
    }

    /** A link to that address, on a free port of this machine. */
    public static StoppableLink to(String host, int port) throws IOException {
        StoppableLink link =
                new StoppableLink(
                        new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), host, port);
        Thread.ofVirtual().name("link").start(link::accept);
        return link;
    }

    /** Port of the near end. */
    public int port() {
        return listener.getLocalPort();
    }

    /** From now on nothing goes through. */
    public void stop() {
        set(true);
    }

    /** Ends {@link #stop}; what waited goes through. */
    public void resume() {
        set(false);
    }

    private void set(boolean stopped) {
        lock.lock();
        try {
            isStopped = stopped;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket near = listener.accept();
                Thread.ofVirtual().start(() -> connect(near));
            }
        } catch (IOException e) {
            if (!listener.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void connect(Socket near) {
        try (near;
                Socket far = new Socket(host, port)) {
            Thread back = Thread.ofVirtual().start(() -> copy(far, near));
            copy(near, far);
            back.join();
        } catch (IOException e) {
            // One end is gone; the other one is closed with it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            int read = in.read(chunk);
            while (read >= 0) {
                awaitOpen();
                out.write(chunk, 0, read);
                read = in.read(chunk);
            }
        } catch (IOException e) {
            // As above.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOpen() throws InterruptedException {
        lock.lock();
        try {
            while (isStopped) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        resume();
    }
}
