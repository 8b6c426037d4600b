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
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// One TCP connection through a bottleneck: a bounded buffer, a rate and a delay each way.
final class DelayRelay implements AutoCloseable {
    /// @param bytesPerSecond 0 for no limit
    record Way(long oneWayNanos, long bytesPerSecond) {}

    private record Piece(ByteBuffer bytes, long dueAt) {}

    private static final int PIECE = 16 * 1024;

    /// In front of the rate limit; what the delay itself holds comes on top.
    private static final int BUFFER = 1 << 20;

    /// Pieces that one direction may hold where no rate says how many, 64 MiB.
    private static final int MOST_PIECES = 4096;

    /// The kernel's buffers grow to many MiB otherwise and would be the bottleneck's queue.
    private static final int SOCKET_BUFFER = 256 * 1024;

    private final ServerSocket listener;
    private final int hubPort;
    private final Way way;
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    DelayRelay(int hubPort, Way way) throws IOException {
        this.hubPort = hubPort;
        this.way = way;
        this.listener = new ServerSocket();
        listener.setReceiveBufferSize(SOCKET_BUFFER);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        try {
            Socket agent = listener.accept();
            Socket hub = new Socket();
            hub.setReceiveBufferSize(SOCKET_BUFFER);
            hub.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), hubPort));
            pipe(agent, hub);
            pipe(hub, agent);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pipe(Socket from, Socket to) throws IOException {
        to.setTcpNoDelay(true);
        to.setSendBufferSize(SOCKET_BUFFER);
        BlockingQueue<Piece> line = new ArrayBlockingQueue<>(MOST_PIECES);
        threads.add(Thread.ofPlatform().daemon().start(() -> read(from, line)));
        threads.add(Thread.ofPlatform().daemon().start(() -> write(to, line)));
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
                line.put(new Piece(ByteBuffer.wrap(bytes, 0, length), freeAt + way.oneWayNanos()));
                awaitRoom(freeAt);
            }
        } catch (IOException | InterruptedException _) {
            // The run is over.
        }
    }

    /// The buffer drains at the link's rate; while it is full the sender has to wait.
    private void awaitRoom(long freeAt) {
        if (way.bytesPerSecond() > 0) {
            long fullNanos = BUFFER * 1_000_000_000L / way.bytesPerSecond();
            while (freeAt - System.nanoTime() > fullNanos) {
                LockSupport.parkNanos(freeAt - System.nanoTime() - fullNanos);
            }
        }
    }

    private static void write(Socket to, BlockingQueue<Piece> line) {
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
            }
        } catch (IOException | InterruptedException _) {
            // The run is over.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.forEach(Thread::interrupt);
    }
}
