package activate.agent.forward;

import activate.agent.forward.ConnectResult.Failed;
import activate.agent.platform.WireJson;
import activate.messages.tunnel.DialCode;
import activate.messages.tunnel.PreambleAnswer;
import activate.tunnel.TunnelStream;
import activate.tunnel.message.LengthPrefixed;
import activate.tunnel.state.ResetCode;
import activate.tunnel.state.StreamEnd;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One stream of the hub and its connection on this node: two virtual threads, one a direction. A
 * thread reads from the stream only after what it read before was taken by the socket, so a slow
 * server holds the sender back by the stream's window.
 */
public final class ForwardStream {
    private static final int CHUNK = 32 * 1024;

    private final StreamHost host;
    private final TunnelStream stream;
    private final DialTarget dialler;
    private final ReentrantLock lock;
    private final Condition readable;
    private final Condition writable;
    private @Nullable SocketChannel channel;
    private boolean closed;

    private ForwardStream(StreamHost host, TunnelStream stream, DialTarget dialler) {
        this.host = host;
        this.stream = stream;
        this.dialler = dialler;
        this.lock = host.lock();
        this.readable = lock.newCondition();
        this.writable = lock.newCondition();
    }

    /** Serves a stream that was just opened; the lock is held. */
    public static void serve(StreamHost host, TunnelStream stream, DialTarget dialler) {
        ForwardStream forward = new ForwardStream(host, stream, dialler);
        stream.attach(forward);
        Thread.ofVirtual().name("stream-" + stream.id()).start(forward::run);
    }

    /** The lock is held in this and the next three. */
    public void onReadable() {
        readable.signalAll();
    }

    public void onWritable() {
        writable.signalAll();
    }

    public void onClosed(StreamEnd end) {
        closed = true;
        readable.signalAll();
        writable.signalAll();
        boolean orderly = end instanceof StreamEnd.Finished;
        SocketChannel open = channel;
        if (open != null && !orderly) {
            Thread.ofVirtual().start(() -> abort(open));
        }
    }

    private void run() {
        try {
            DialRequest asked = DialRequest.parse(message());
            locked(() -> stream.classify(asked.streamClass()));
            switch (dialler.dial(asked.target(), asked.deadline())) {
                case ConnectResult.Connected(SocketChannel open, ByteBuffer greeting) ->
                        pump(open, greeting);
                case Failed failure -> refuse(failure);
            }
        } catch (EOFException _) {
            reset(ResetCode.PROTOCOL_ERROR);
        } catch (IOException e) {
            refuse(
                    new Failed(
                            DialCode.INVALID,
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    private void refuse(Failed failure) {
        try {
            answer(PreambleAnswer.failed(failure.code(), failure.message()));
            locked(stream::finish);
            // The hub ends its half too; what it may still send is not wanted.
            while (next() != null) {}
        } catch (IOException _) {
            // The stream is gone: nobody waits for the answer.
        }
    }

    private void pump(SocketChannel open, ByteBuffer greeting) throws IOException {
        lock.lock();
        try {
            channel = open;
            if (closed) {
                abort(open);
                return;
            }
        } finally {
            lock.unlock();
        }
        try (open) {
            answer(PreambleAnswer.connected());
            write(greeting);
            Thread back =
                    Thread.ofVirtual()
                            .name("stream-" + stream.id() + "-back")
                            .start(() -> copyBack(open));
            copyIn(open);
            join(back);
        } catch (IOException _) {
            reset(ResetCode.FAR_END_FAILED);
        }
    }

    private void copyIn(SocketChannel open) throws IOException {
        for (ByteBuffer bytes = next(); bytes != null; bytes = next()) {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
        }
        if (!isClosed()) {
            open.shutdownOutput();
        }
    }

    private void copyBack(SocketChannel open) {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        try {
            while (open.read(chunk) >= 0) {
                write(chunk.flip());
                chunk.clear();
            }
            locked(stream::finish);
        } catch (IOException _) {
            reset(ResetCode.FAR_END_FAILED);
            abort(open);
        }
    }

    /** The whole message that begins the stream. */
    private ByteBuffer message() throws IOException {
        LengthPrefixed reader = new LengthPrefixed();
        for (ByteBuffer bytes = next(1); bytes != null; bytes = next(1)) {
            switch (reader.read(bytes)) {
                case LengthPrefixed.Read.Incomplete _ -> {}
                case LengthPrefixed.Read.Message(ByteBuffer message) -> {
                    return message;
                }
                case LengthPrefixed.Read.TooLong(int claimed) ->
                        throw new IOException("preamble of " + claimed + " bytes");
            }
        }
        throw new EOFException();
    }

    private @Nullable ByteBuffer next() throws IOException {
        return next(CHUNK);
    }

    /** The next bytes of the hub, waiting for them; null at their end. */
    private @Nullable ByteBuffer next(int max) throws IOException {
        lock.lock();
        try {
            while (true) {
                ByteBuffer bytes = stream.read(max);
                if (bytes != null) {
                    host.wakeWriter();
                    return bytes;
                }
                if (stream.isReadFinished()) {
                    return null;
                }
                if (closed) {
                    throw new IOException("stream closed");
                }
                readable.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void answer(PreambleAnswer answer) throws IOException {
        write(LengthPrefixed.encode(WireJson.bytes(answer)));
    }

    private void write(ByteBuffer bytes) throws IOException {
        lock.lock();
        try {
            while (bytes.hasRemaining()) {
                if (closed) {
                    throw new IOException("stream closed");
                }
                stream.write(bytes);
                host.wakeWriter();
                if (bytes.hasRemaining()) {
                    writable.await();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed && !stream.isReadFinished();
        } finally {
            lock.unlock();
        }
    }

    private void reset(ResetCode code) {
        locked(() -> stream.reset(code));
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            host.wakeWriter();
        } finally {
            lock.unlock();
        }
    }

    private static void join(Thread thread) throws IOException {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Closes so that the server sees a reset, not an orderly end. */
    private static void abort(SocketChannel open) {
        try {
            if (open.isOpen()) {
                open.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
            open.close();
        } catch (IOException _) {
            // Closed is closed.
        }
    }
}
