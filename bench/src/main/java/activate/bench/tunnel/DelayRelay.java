package activate.bench.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// One TCP connection through a bottleneck: a bounded buffer, a rate and a delay each way.
final class DelayRelay implements AutoCloseable {
    /// @param bytesPerSecond 0 for no limit
    record Way(long oneWayNanos, long bytesPerSecond, int bufferBytes) {}

    private record Piece(ByteBuffer bytes, long dueAt) {}

    private static final int PIECE = 16 * 1024;

    final AtomicLong deliveredToAgent = new AtomicLong();
    private final ServerSocket listener;
    private final int hubPort;
    private final Way way;

    DelayRelay(int hubPort, Way way) throws IOException {
        this.hubPort = hubPort;
        this.way = way;
        this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            Socket agent = listener.accept();
            Socket hub = new Socket();
            hub.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort));
            agent.setTcpNoDelay(true);
            hub.setTcpNoDelay(true);
            pipe(agent, hub, new AtomicLong());
            pipe(hub, agent, deliveredToAgent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pipe(Socket from, Socket to, AtomicLong delivered) {
        BlockingQueue<Piece> line = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> read(from, line));
        Thread.ofPlatform().daemon().start(() -> write(to, line, delivered));
    }

    private void read(Socket from, BlockingQueue<Piece> line) {
        long freeAt = System.nanoTime();
        try (InputStream in = from.getInputStream()) {
            while (true) {
                byte[] bytes = new byte[PIECE];
                int length = in.read(bytes);
                if (length < 0) {
                    return;
                }
                freeAt = Math.max(freeAt, System.nanoTime());
                if (way.bytesPerSecond() > 0) {
                    freeAt += length * 1_000_000_000L / way.bytesPerSecond();
                }
                line.add(new Piece(ByteBuffer.wrap(bytes, 0, length), freeAt + way.oneWayNanos()));
                awaitRoom(freeAt);
            }
        } catch (IOException _) {
            // The run is over.
        }
    }

    /// The buffer drains at the link's rate; while it is full the sender has to wait.
    private void awaitRoom(long freeAt) {
        if (way.bytesPerSecond() > 0) {
            long fullNanos = way.bufferBytes() * 1_000_000_000L / way.bytesPerSecond();
            while (freeAt - System.nanoTime() > fullNanos) {
                LockSupport.parkNanos(freeAt - System.nanoTime() - fullNanos);
            }
        }
    }

    private static void write(Socket to, BlockingQueue<Piece> line, AtomicLong delivered) {
        try (OutputStream out = to.getOutputStream()) {
            while (true) {
                Piece piece = line.take();
                long wait = piece.dueAt() - System.nanoTime();
                while (wait > 0) {
                    LockSupport.parkNanos(wait);
                    wait = piece.dueAt() - System.nanoTime();
                }
                ByteBuffer bytes = piece.bytes();
                out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
                delivered.addAndGet(bytes.remaining());
            }
        } catch (IOException | InterruptedException _) {
            // The run is over.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
