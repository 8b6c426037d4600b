package activate.bench.tunnel;

import activate.tunnel.TunnelListener;
import activate.tunnel.TunnelSession;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Drives one session over one TCP socket as the agent does over its WebSocket: a reader, a writer
/// and a ticker, and one lock around every call to the session.
final class SocketDriver {
    private static final int READ_BYTES = 64 * 1024;
    private static final int FRAME_BYTES = 16 * 1024 + 12;

    /// What is committed to the socket in one go: 64 KiB.
    private static final int MOST_FRAMES = 4;

    final ReentrantLock lock = new ReentrantLock();
    final TunnelSession session;
    private final Condition work = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final SocketChannel channel;

    SocketDriver(SocketChannel channel, boolean hub, TunnelListener listener) {
        this.channel = channel;
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
            wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    /// The lock is held.
    void wakeWriter() {
        work.signal();
    }

    private void read() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(READ_BYTES);
        try (channel) {
            while (channel.read(bytes) >= 0) {
                bytes.flip();
                run(() -> session.receive(bytes, System.nanoTime()));
                bytes.clear();
            }
        } catch (IOException _) {
            // Ends the same way as end of stream.
        }
        run(() -> session.carrierClosed(System.nanoTime()));
    }

    private void write() {
        ByteBuffer[] frames = new ByteBuffer[MOST_FRAMES];
        try {
            while (true) {
                int count = take(frames);
                while (frames[count - 1].hasRemaining()) {
                    var _ = channel.write(frames, 0, count);
                }
            }
        } catch (IOException | InterruptedException _) {
            run(() -> session.carrierClosed(System.nanoTime()));
        }
    }

    private int take(ByteBuffer[] frames) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                int count = 0;
                while (count < frames.length) {
                    @Nullable ByteBuffer bytes = session.poll(FRAME_BYTES, System.nanoTime());
                    if (bytes == null) {
                        break;
                    }
                    frames[count++] = bytes;
                }
                if (count > 0) {
                    return count;
                }
                work.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        lock.lock();
        try {
            while (!session.state().isEnded()) {
                long next = session.tick(System.nanoTime());
                wakeWriter();
                var _ = ended.awaitNanos(Math.max(1_000_000, next - System.nanoTime()));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
