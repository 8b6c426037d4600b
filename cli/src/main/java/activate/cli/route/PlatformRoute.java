package activate.cli.route;

import activate.cli.api.Refusal;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.json.JsonText;
import activate.outbound.ByteSocket;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A stream through the platform: the socket `/ws/ssh/connect`. Bytes go straight from the socket
 * into the sink, so that a slow sink slows the sender down.
 */
final class PlatformRoute implements NodeRoute {
    private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(15);
    // Whether the network still works is watched by the pings, so a slow reader may take its time.
    private static final Duration SEND_TIMEOUT = Duration.ofDays(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final ByteSocket socket;
    private final CompletableFuture<String> opened = new CompletableFuture<>();
    private final CompletableFuture<WritableByteChannel> sink = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final long askedAtNanos = System.nanoTime();
    private long sent;
    private String via = "";

    private PlatformRoute(ByteSocket socket) {
        this.socket = socket;
    }

    /** Asks for the stream on a socket that is just open and waits for the answer. */
    static PlatformRoute open(ByteSocket socket) throws Failure {
        PlatformRoute route = new PlatformRoute(socket);
        socket.start(route.new Events());
        try {
            socket.send(ConnectText.open(UUID.randomUUID()), OPEN_TIMEOUT);
            route.via = route.opened.get(OPEN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            Thread.ofVirtual().start(new Watch(socket)::run);
            return route;
        } catch (ExecutionException e) {
            socket.abort();
            throw e.getCause() instanceof StreamFailure failure
                    ? failure.failure()
                    : new Failure(ExitCode.UNREACHABLE, String.valueOf(e.getCause()), "", e);
        } catch (TimeoutException | IOException e) {
            socket.abort();
            throw new Failure(
                    ExitCode.TIMED_OUT,
                    "the platform did not open the stream in time",
                    "try again",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted", "", e);
        }
    }

    @Override
    public long askedAtNanos() {
        return askedAtNanos;
    }

    @Override
    public String via() {
        return via;
    }

    @Override
    public void send(ByteBuffer bytes) throws IOException {
        int size = bytes.remaining();
        socket.send(bytes, SEND_TIMEOUT);
        sent += size;
    }

    @Override
    public void endSending() throws IOException {
        socket.send(ConnectText.end(sent), SEND_TIMEOUT);
    }

    @Override
    public void receiveInto(OutputStream out) throws IOException {
        sink.complete(Channels.newChannel(out));
        try {
            ended.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (ended.isDone() && !ended.isCompletedExceptionally()) {
            socket.close(1000, "", CLOSE_TIMEOUT);
        } else {
            socket.abort();
        }
    }

    private void fail(Failure failure) {
        StreamFailure wrapped = new StreamFailure(failure);
        opened.completeExceptionally(wrapped);
        ended.completeExceptionally(wrapped);
    }

    private final class Events implements ByteSocket.Receiver {
        @Override
        public void text(String message) throws IOException {
            JsonNode said = JsonText.read(message);
            switch (said.path("type").asText("")) {
                case ConnectText.OPENED -> opened.complete(said.path("via").asText("tunnel"));
                case ConnectText.END -> ended.complete(null);
                case ConnectText.FAILED ->
                        fail(
                                Refusal.ofCode(
                                        said.path("code").asText(""),
                                        said.path("message").asText("")));
                default -> {
                    // Newer platforms may say more than this program understands.
                }
            }
        }

        @Override
        public void bytes(ByteBuffer part) throws IOException {
            WritableByteChannel to = sink.join();
            try {
                while (part.hasRemaining()) {
                    to.write(part);
                }
            } catch (IOException e) {
                // Not the connection's fault, which breaks because of it.
                ended.completeExceptionally(e);
                throw e;
            }
        }

        @Override
        public void closed(int code, String reason) {
            if (code == 1000) {
                ended.complete(null);
            }
            fail(
                    new Failure(
                            ExitCode.UNREACHABLE,
                            "the connection to the platform broke"
                                    + (reason.isEmpty() ? " (" + code + ")" : ": " + reason),
                            "connect again"));
        }
    }

    /** A failure on its way through code that knows only IOException. */
    static final class StreamFailure extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Failure failure;

        StreamFailure(Failure failure) {
            super(failure.getMessage(), failure);
            this.failure = failure;
        }

        Failure failure() {
            return failure;
        }
    }

    /** Finds a dead network within 15 seconds. */
    private record Watch(ByteSocket socket) {
        private static final Duration PERIOD = Duration.ofSeconds(5);
        private static final Duration LIMIT = Duration.ofSeconds(14);

        void run() {
            while (socket.isOpen()) {
                LockSupport.parkNanos(PERIOD.toNanos());
                if (socket.silence().compareTo(LIMIT) > 0) {
                    socket.abort("nothing was heard for " + LIMIT.toSeconds() + " s");
                } else if (socket.isOpen()) {
                    socket.ping();
                }
            }
        }
    }
}
