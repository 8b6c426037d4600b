package activate.bench.tunnel;

import activate.tunnel.TunnelStream;
import activate.tunnel.state.ResetCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/// One stream and the connection that it carries, copied by two threads. A slow side holds the
/// other back by the stream's window.
final class Forward {
    private static final int CHUNK = 32 * 1024;

    private final SocketDriver driver;
    private final TunnelStream stream;
    private final Condition changed;
    private boolean closed;

    private Forward(SocketDriver driver, TunnelStream stream) {
        this.driver = driver;
        this.stream = stream;
        this.changed = driver.lock.newCondition();
    }

    /// The lock is held here and in {@link #changed}.
    static Forward of(SocketDriver driver, TunnelStream stream) {
        Forward forward = new Forward(driver, stream);
        stream.attach(forward);
        return forward;
    }

    void start(Socket socket) {
        Thread.ofVirtual().start(() -> toStream(socket));
        Thread.ofVirtual().start(() -> toSocket(socket));
    }

    /// Something about the stream is new.
    void changed(boolean nowClosed) {
        closed |= nowClosed;
        changed.signalAll();
    }

    private void toStream(Socket socket) {
        byte[] bytes = new byte[CHUNK];
        try (InputStream in = socket.getInputStream()) {
            int length = in.read(bytes);
            while (length >= 0 && write(ByteBuffer.wrap(bytes, 0, length))) {
                length = in.read(bytes);
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
                driver.work();
                if (bytes.hasRemaining()) {
                    changed.await();
                }
            }
            return !closed;
        } finally {
            driver.lock.unlock();
        }
    }

    private void toSocket(Socket socket) {
        try (OutputStream out = socket.getOutputStream()) {
            for (ByteBuffer bytes = read(); bytes != null; bytes = read()) {
                out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
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
                    driver.work();
                }
                if (bytes != null || closed || stream.isReadFinished()) {
                    return bytes;
                }
                changed.await();
            }
        } finally {
            driver.lock.unlock();
        }
    }
}
