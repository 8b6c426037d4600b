package activate.cli.route;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tries all direct addresses at once; the first where an SSH server greets wins and the others are
 * closed. To accept is not enough: private addresses mean another machine elsewhere, and some
 * firewalls accept everything.
 */
final class DialDirect {
    private static final int TCP_TIMEOUT_MILLIS = 5_000;
    private static final byte[] SSH = {'S', 'S', 'H', '-'};

    private DialDirect() {}

    static Optional<DirectRoute> race(List<SshDestination.Direct> candidates, Duration headStart) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        long askedAtNanos = System.nanoTime();
        CompletableFuture<DirectRoute> winner = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(candidates.size());
        for (SshDestination.Direct candidate : candidates) {
            Thread.ofVirtual().start(() -> dial(candidate, winner, left, askedAtNanos));
        }
        try {
            return Optional.of(winner.get(headStart.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException _) {
            return Optional.empty();
        } catch (TimeoutException e) {
            // A connection that comes later finds the future taken and is closed.
            winner.completeExceptionally(e);
            return Optional.empty();
        } catch (InterruptedException e) {
            winner.completeExceptionally(e);
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The first bytes of an SSH server; fails on anything else. */
    private static ByteBuffer greeting(SocketChannel channel) throws IOException {
        try {
            channel.socket().setSoTimeout(TCP_TIMEOUT_MILLIS);
            byte[] bytes = new byte[SSH.length];
            InputStream in = channel.socket().getInputStream();
            int read = in.readNBytes(bytes, 0, SSH.length);
            if (!Arrays.equals(bytes, 0, read, SSH, 0, SSH.length)) {
                throw new IOException("no SSH server");
            }
            channel.socket().setSoTimeout(0);
            return ByteBuffer.wrap(bytes, 0, read);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void dial(
            SshDestination.Direct candidate,
            CompletableFuture<DirectRoute> winner,
            AtomicInteger left,
            long askedAtNanos) {
        try {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.socket()
                        .connect(
                                new InetSocketAddress(candidate.host(), candidate.port()),
                                TCP_TIMEOUT_MILLIS);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            DirectRoute route = new DirectRoute(channel, greeting(channel), askedAtNanos);
            if (!winner.complete(route)) {
                route.close();
            }
        } catch (IOException e) {
            if (left.decrementAndGet() == 0) {
                winner.completeExceptionally(e);
            }
        }
    }
}
