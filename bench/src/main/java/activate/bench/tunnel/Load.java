package activate.bench.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// What is sent through a tunnel, the same for every system: the server that the agent connects to,
/// and the clients of the port that the hub forwards.
///
/// The first byte of a connection says what the server does: drop all, echo, or send without end.
final class Load implements AutoCloseable {
    private static final byte DROP = 's';
    private static final byte ECHO = 'e';
    private static final byte SEND = 'r';
    private static final int CHUNK = 64 * 1024;
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Duration ECHO_PAUSE = Duration.ofMillis(20);

    private final ServerSocket target;
    private final int forward;
    private final AtomicLong delivered = new AtomicLong();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /// @param forward port at the hub
    Load(int forward) throws IOException {
        this.forward = forward;
        this.target = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /// Port that the agent connects to.
    int target() {
        return target.getLocalPort();
    }

    /// Bytes of bulk streams that have arrived, whichever way.
    long delivered() {
        return delivered.get();
    }

    /// The echo's connection, as soon as one byte came back through the tunnel.
    Socket awaitEcho() throws IOException, InterruptedException {
        long until = System.nanoTime() + START_DEADLINE.toNanos();
        while (true) {
            try {
                Socket socket = connect(ECHO);
                echo(socket);
                return socket;
            } catch (IOException e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
    }

    void startBulk(boolean toAgent) throws IOException {
        Socket socket = connect(toAgent ? DROP : SEND);
        Thread.ofPlatform().daemon().start(() -> run(socket, toAgent ? Load::fill : this::drain));
    }

    /// Round trips of one byte until the time has come, sorted.
    static long[] echoes(Socket socket, long untilNanos) throws IOException, InterruptedException {
        long[] nanos = new long[100_000];
        int count = 0;
        while (System.nanoTime() < untilNanos) {
            nanos[count++] = echo(socket);
            TimeUnit.NANOSECONDS.sleep(ECHO_PAUSE.toNanos());
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static long echo(Socket socket) throws IOException {
        long sentAt = System.nanoTime();
        socket.getOutputStream().write(1);
        if (socket.getInputStream().read() < 0) {
            throw new IOException("closed");
        }
        return System.nanoTime() - sentAt;
    }

    private Socket connect(byte kind) throws IOException {
        Socket socket = new Socket();
        sockets.add(socket);
        socket.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), forward), TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.getOutputStream().write(kind);
        return socket;
    }

    private void serve() {
        try {
            while (true) {
                Socket socket = target.accept();
                sockets.add(socket);
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().start(() -> run(socket, this::answer));
            }
        } catch (IOException _) {
            // The run is over.
        }
    }

    private void answer(Socket socket) throws IOException {
        switch (socket.getInputStream().read()) {
            case DROP -> drain(socket);
            case SEND -> fill(socket);
            case ECHO -> {
                for (int b = socket.getInputStream().read();
                        b >= 0;
                        b = socket.getInputStream().read()) {
                    socket.getOutputStream().write(b);
                }
            }
            default -> throw new IOException("not of this program");
        }
    }

    private void drain(Socket socket) throws IOException {
        byte[] bytes = new byte[CHUNK];
        InputStream in = socket.getInputStream();
        for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
            delivered.addAndGet(length);
        }
    }

    private static void fill(Socket socket) throws IOException {
        byte[] bytes = new byte[CHUNK];
        OutputStream out = socket.getOutputStream();
        while (true) {
            out.write(bytes);
        }
    }

    private interface Job {
        void run(Socket socket) throws IOException;
    }

    private static void run(Socket socket, Job job) {
        try (socket) {
            job.run(socket);
        } catch (IOException _) {
            // The run is over.
        }
    }

    @Override
    public void close() throws IOException {
        target.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
