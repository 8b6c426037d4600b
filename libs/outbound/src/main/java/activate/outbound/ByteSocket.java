package activate.outbound;

import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket with back-pressure both ways: at most one message part is received ahead of the
 * reader and at most one send is under way. Sends are safe from several threads; the receiver is
 * called by one thread at a time and may block.
 */
public final class ByteSocket {
    /** Takes what arrives. An exception from {@code text} or {@code bytes} ends the socket. */
    public interface Receiver {
        void text(String message) throws IOException;

        /**
         * A part of a binary message; message borders mean nothing. The buffer is valid during the
         * call only.
         */
        void bytes(ByteBuffer part) throws IOException;

        /**
         * The socket has ended, once: by a close from the other side, or with code 1006 by a
         * failure.
         */
        void closed(int code, String reason);
    }

    /** WebSocket close code for a connection that broke without a close. */
    public static final int BROKEN = 1006;

    private static final int MAX_TEXT = 64 * 1024;

    private final Way way;
    private final Runnable onBroken;
    private final CompletableFuture<Receiver> receiver = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    // The JDK allows one send at a time.
    private final ReentrantLock sending = new ReentrantLock();
    private @Nullable WebSocket socket;
    private volatile boolean ended;
    private volatile boolean busy;
    private volatile long heardAtNanos = System.nanoTime();

    /**
     * @param onBroken called when the connection broke without a close
     */
    ByteSocket(Way way, Runnable onBroken) {
        this.way = way;
        this.onBroken = onBroken;
    }

    void opened(WebSocket opened) {
        this.socket = opened;
    }

    WebSocket.Listener listener() {
        return new Events();
    }

    private WebSocket socket() {
        if (socket == null) {
            throw new IllegalStateException("not opened");
        }
        return socket;
    }

    /** Begins to receive. */
    public void start(Receiver to) {
        heardAtNanos = System.nanoTime();
        receiver.complete(to);
        socket().request(1);
    }

    public void send(String message, Duration timeout) throws IOException {
        sending.lock();
        try {
            await(socket().sendText(message, true), timeout);
        } finally {
            sending.unlock();
        }
    }

    /**
     * Returns when the bytes were taken by the operating system, so that the caller is as fast as
     * the network.
     */
    public void send(ByteBuffer bytes, Duration timeout) throws IOException {
        sending.lock();
        try {
            await(socket().sendBinary(bytes, true), timeout);
        } finally {
            sending.unlock();
        }
    }

    /** Asks the other side for a sign of life without waiting for it. */
    public void ping() {
        var _ = socket().sendPing(ByteBuffer.allocate(0));
    }

    /**
     * How long nothing came although something could have come: nothing while the receiver is at
     * work or a send waits for the network, because silence proves nothing then.
     */
    public Duration silence() {
        return busy || sending.isLocked()
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - heardAtNanos);
    }

    /** Says good-bye; the socket is aborted when that takes longer than the time given. */
    public void close(int code, String reason, Duration timeout) {
        try {
            await(socket().sendClose(code, reason), timeout);
        } catch (IOException _) {
            abort();
        }
    }

    public boolean isOpen() {
        return !ended;
    }

    public void abort() {
        abort("aborted");
    }

    /** Drops the connection and tells the receiver why. */
    public void abort(String reason) {
        socket().abort();
        end(BROKEN, reason);
    }

    private void await(CompletableFuture<WebSocket> sent, Duration timeout) throws IOException {
        try {
            sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw way.diagnose(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            abort();
            throw way.diagnose(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void end(int code, String reason) {
        synchronized (this) {
            if (ended || !receiver.isDone()) {
                return;
            }
            ended = true;
        }
        if (code == BROKEN) {
            onBroken.run();
        }
        receiver.join().closed(code, reason);
    }

    private final class Events implements WebSocket.Listener {
        @Override
        public void onOpen(WebSocket opened) {
            // The first request comes from start().
        }

        @Override
        public @Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (text.length() > MAX_TEXT) {
                from.abort();
                end(1009, "text message too long");
                return null;
            }
            if (last) {
                String message = text.toString();
                text.setLength(0);
                deliver(from, () -> receiver.join().text(message));
            } else {
                from.request(1);
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                WebSocket from, ByteBuffer part, boolean last) {
            deliver(from, () -> receiver.join().bytes(part));
            return null;
        }

        private void deliver(WebSocket from, Delivery delivery) {
            busy = true;
            try {
                delivery.run();
                heard();
                from.request(1);
            } catch (IOException | RuntimeException e) {
                // Whatever the receiver chokes on, the socket must end rather than stall for ever.
                from.abort();
                end(BROKEN, String.valueOf(e.getMessage()));
            } finally {
                busy = false;
            }
        }

        private void heard() {
            heardAtNanos = System.nanoTime();
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            heard();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            heard();
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(code, reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            end(BROKEN, String.valueOf(way.diagnose(failure).getMessage()));
        }
    }

    /** Hands one message to the receiver. */
    private interface Delivery {
        void run() throws IOException;
    }
}
