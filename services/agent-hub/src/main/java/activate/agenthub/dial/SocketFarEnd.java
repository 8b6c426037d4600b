package activate.agenthub.dial;

import activate.agenthub.farend.FarEnd;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An SSH server over a peered network: a blocking socket with one virtual thread for each
 * direction. At most {@value #IN_FLIGHT} bytes are read ahead of the receiver.
 */
final class SocketFarEnd implements FarEnd {
    private static final int IN_FLIGHT = 128 * 1024;
    private static final int CHUNK = 32 * 1024;
    private static final int BOTH = 2;

    private final Socket socket;
    private final Semaphore credit = new Semaphore(IN_FLIGHT);
    private final LinkedBlockingQueue<Outgoing> outgoing = new LinkedBlockingQueue<>(4);
    private final AtomicInteger directionsDone = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    private sealed interface Outgoing {
        record Bytes(ByteBuffer data, Runnable accepted) implements Outgoing {}

        record Finish() implements Outgoing {}
    }

    private SocketFarEnd(Socket socket) {
        this.socket = socket;
    }

    /** Connects; blocks until {@code timeout} at most. */
    static SocketFarEnd connect(InetSocketAddress address, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, (int) timeout.toMillis());
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            return new SocketFarEnd(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void begin(Receiver receiver) {
        Thread.ofVirtual().name("peered-read").start(() -> read(receiver));
        Thread.ofVirtual().name("peered-write").start(() -> write(receiver));
    }

    @Override
    public void send(ByteBuffer data, Runnable accepted) {
        enqueue(new Outgoing.Bytes(data, accepted));
    }

    @Override
    public void finish() {
        enqueue(new Outgoing.Finish());
    }

    @Override
    public void cancel() {
        over.set(true);
        closeSocket();
        outgoing.clear();
        enqueue(new Outgoing.Finish());
        credit.release(IN_FLIGHT);
    }

    /** One send is under way at most, so that the queue always has room. */
    private void enqueue(Outgoing step) {
        if (!outgoing.offer(step)) {
            closeSocket();
        }
    }

    private void read(Receiver receiver) {
        try {
            var in = socket.getInputStream();
            byte[] buffer = new byte[CHUNK];
            int length = in.read(buffer);
            while (length >= 0) {
                int consumed = length;
                credit.acquire(length);
                byte[] copy = java.util.Arrays.copyOf(buffer, length);
                receiver.onData(ByteBuffer.wrap(copy), () -> credit.release(consumed));
                length = in.read(buffer);
            }
            receiver.onFinished();
            directionDone(receiver);
        } catch (IOException e) {
            broken(receiver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broken(receiver);
        }
    }

    private void write(Receiver receiver) {
        try {
            var out = socket.getOutputStream();
            while (true) {
                switch (outgoing.take()) {
                    case Outgoing.Bytes(ByteBuffer data, Runnable accepted) -> {
                        byte[] bytes = new byte[data.remaining()];
                        data.get(bytes);
                        out.write(bytes);
                        accepted.run();
                    }
                    case Outgoing.Finish() -> {
                        if (!socket.isClosed()) {
                            socket.shutdownOutput();
                        }
                        directionDone(receiver);
                        return;
                    }
                }
            }
        } catch (IOException e) {
            broken(receiver);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            broken(receiver);
        }
    }

    private void directionDone(Receiver receiver) {
        if (directionsDone.incrementAndGet() == BOTH) {
            closeSocket();
            if (over.compareAndSet(false, true)) {
                receiver.onDone();
            }
        }
    }

    private void broken(Receiver receiver) {
        closeSocket();
        if (over.compareAndSet(false, true)) {
            receiver.onBroken("reset");
        }
    }

    private void closeSocket() {
        try {
            socket.close();
        } catch (IOException _) {
            // Closed is what was wanted.
        }
    }
}
