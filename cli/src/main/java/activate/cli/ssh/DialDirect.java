package activate.cli.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Tries all direct addresses at once; the first that accepts wins and the others are closed. */
final class DialDirect {
    private static final int TCP_TIMEOUT_MILLIS = 5_000;

    private DialDirect() {}

    static Optional<SocketChannel> race(List<SshTarget.Direct> candidates, Duration headStart) {
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        CompletableFuture<SocketChannel> winner = new CompletableFuture<>();
        AtomicInteger left = new AtomicInteger(candidates.size());
        for (SshTarget.Direct candidate : candidates) {
            Thread.ofVirtual().start(() -> dial(candidate, winner, left));
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

    private static void dial(
            SshTarget.Direct candidate,
            CompletableFuture<SocketChannel> winner,
            AtomicInteger left) {
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
            if (!winner.complete(channel)) {
                channel.close();
            }
        } catch (IOException e) {
            if (left.decrementAndGet() == 0) {
                winner.completeExceptionally(e);
            }
        }
    }
}
