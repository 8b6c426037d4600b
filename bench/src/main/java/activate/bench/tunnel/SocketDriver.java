package activate.bench.tunnel;

import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Drives one session over one TCP socket with three threads and one lock around the session.
final class SocketDriver {
    private static final int READ_BYTES = 64 * 1024;
    private static final int FRAME_BYTES = 16 * 1024 + 12;

    final ReentrantLock lock = new ReentrantLock();
    final TunnelSession session;
    private final Condition work = lock.newCondition();
    private final Socket socket;

    SocketDriver(Socket socket, boolean hub, TunnelListener listener) {
        this.socket = socket;
        MemoryBudget budget = new MemoryBudget(512 << 20);
        this.session =
                hub
                        ? TunnelSession.server(
                                TunnelConfig.ACTIVATE, budget, listener, System.nanoTime())
                        : TunnelSession.client(
                                TunnelConfig.ACTIVATE, budget, listener, System.nanoTime());
    }

    void start() {
        Thread.ofPlatform().start(this::read);
        Thread.ofPlatform().daemon().start(this::write);
        Thread.ofPlatform().daemon().start(this::tick);
    }

    /// Does something with the session and sends what comes of it.
    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
            work.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Sends what the session has; the lock is held.
    void work() {
        work.signalAll();
    }

    private void read() {
        byte[] bytes = new byte[READ_BYTES];
        try (InputStream in = socket.getInputStream()) {
            int length = in.read(bytes);
            while (length >= 0) {
                ByteBuffer received = ByteBuffer.wrap(bytes, 0, length);
                run(() -> session.receive(received, System.nanoTime()));
                length = in.read(bytes);
            }
        } catch (IOException _) {
            // Ends the same way as end of stream.
        }
        run(() -> session.carrierClosed(System.nanoTime()));
    }

    private void write() {
        try (OutputStream out = socket.getOutputStream()) {
            while (true) {
                ByteBuffer bytes = take();
                out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            }
        } catch (IOException | InterruptedException _) {
            run(() -> session.carrierClosed(System.nanoTime()));
        }
    }

    private ByteBuffer take() throws InterruptedException {
        lock.lock();
        try {
            @Nullable ByteBuffer bytes = session.poll(FRAME_BYTES, System.nanoTime());
            while (bytes == null) {
                work.await();
                bytes = session.poll(FRAME_BYTES, System.nanoTime());
            }
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        lock.lock();
        try {
            while (!session.state().isEnded()) {
                long next = session.tick(System.nanoTime());
                work.signalAll();
                var _ =
                        work.awaitNanos(
                                Math.clamp(next - System.nanoTime(), 1_000_000, 100_000_000));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
