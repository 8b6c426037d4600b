package activate.bench.tunnel;

import activate.tunnel.TunnelStream;
import activate.tunnel.state.ResetCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/// One stream and the connection that it carries, copied by two threads. A slow side holds the
/// other back by the stream's window.
final class Forward {
    private static final int CHUNK = 32 * 1024;

    private final SocketDriver driver;
    private final TunnelStream stream;
    private final Condition readable;
    private final Condition writable;
    private boolean closed;

    private Forward(SocketDriver driver, TunnelStream stream) {
        this.driver = driver;
        this.stream = stream;
        this.readable = driver.lock.newCondition();
        this.writable = driver.lock.newCondition();
    }

    /// The lock is held here and in the next three.
    static Forward of(SocketDriver driver, TunnelStream stream) {
        Forward forward = new Forward(driver, stream);
        stream.attach(forward);
        return forward;
    }

    void onReadable() {
        readable.signal();
    }

    void onWritable() {
        writable.signal();
    }

    void onClosed() {
        closed = true;
        readable.signal();
        writable.signal();
    }

    void start(SocketChannel socket) {
        Thread.ofPlatform().daemon().start(() -> toStream(socket));
        Thread.ofPlatform().daemon().start(() -> toSocket(socket));
    }

    private void toStream(SocketChannel socket) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(CHUNK);
        try {
            while (socket.read(bytes) >= 0 && write(bytes.flip())) {
                bytes.clear();
            }
            driver.run(stream::finish);
        } catch (IOException | InterruptedException _) {
            driver.run(() -> stream.reset(ResetCode.FAR_END_FAILED));
        }
    }

    private boolean write(ByteBuffer bytes) throws InterruptedException {
        driver.lock.lock();
        try {
            while (bytes.hasRemaining() && !closed) {
                stream.write(bytes);
                driver.wakeWriter();
                if (bytes.hasRemaining()) {
                    writable.await();
                }
            }
            return !closed;
        } finally {
            driver.lock.unlock();
        }
    }

    private void toSocket(SocketChannel socket) {
        try (socket) {
            for (ByteBuffer bytes = read(); bytes != null; bytes = read()) {
                while (bytes.hasRemaining()) {
                    var _ = socket.write(bytes);
                }
            }
        } catch (IOException | InterruptedException _) {
            driver.run(() -> stream.reset(ResetCode.FAR_END_FAILED));
        }
    }

    private @Nullable ByteBuffer read() throws InterruptedException {
        driver.lock.lock();
        try {
            while (true) {
                ByteBuffer bytes = stream.read(CHUNK);
                if (bytes != null) {
                    driver.wakeWriter();
                }
                if (bytes != null || closed || stream.isReadFinished()) {
                    return bytes;
                }
                readable.await();
            }
        } finally {
            driver.lock.unlock();
        }
    }
}
