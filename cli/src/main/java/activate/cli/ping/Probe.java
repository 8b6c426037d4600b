package activate.cli.ping;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.route.NodeRoute;
import activate.cli.route.OpenRoute;
import activate.cli.route.Via;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One stream opened, greeted by the SSH server and closed.
 *
 * @param millis from asking for the stream to the first line of the SSH server: there and back over
 *     the whole way, once, with the node's own connection to its server; the connection to the
 *     platform is not counted
 */
public record Probe(String via, double millis, String banner) {
    private static final int LONGEST_BANNER = 255;

    /**
     * Sends one that is lost after the given time, whatever it then waits for: the platform, the
     * node or its server.
     */
    public static Probe within(Duration limit, OpenRoute opener, Via via) throws Failure {
        CompletableFuture<Probe> answer = new CompletableFuture<>();
        Thread sending =
                Thread.ofVirtual()
                        .name("probe")
                        .start(
                                () -> {
                                    try {
                                        answer.complete(send(opener, via));
                                    } catch (Failure | RuntimeException e) {
                                        answer.completeExceptionally(e);
                                    }
                                });
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            sending.interrupt();
            throw new Failure(
                    ExitCode.TIMED_OUT,
                    "no answer within " + limit.toSeconds() + " s",
                    "see where it ends: pw ping -v",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted", "", e);
        }
    }

    private static Probe send(OpenRoute opener, Via via) throws Failure {
        try (NodeRoute route = opener.open(via)) {
            Banner banner = new Banner();
            try {
                route.receiveInto(banner);
            } catch (Banner.Complete _) {
                // The line is there: the rest of the conversation is not wanted.
            } catch (IOException e) {
                if (!banner.isComplete()) {
                    throw new Failure(
                            ExitCode.UNREACHABLE,
                            "the SSH server of the cluster does not answer",
                            "",
                            e);
                }
            }
            if (!banner.isComplete()) {
                throw new Failure(
                        ExitCode.UNREACHABLE,
                        "the cluster's side closed without a greeting",
                        "check its SSH server");
            }
            return new Probe(
                    route.via(), (System.nanoTime() - route.askedAtNanos()) / 1e6, banner.line());
        }
    }

    /** Collects one line and then refuses more. */
    private static final class Banner extends OutputStream {
        /** Ends the copying. */
        static final class Complete extends IOException {
            private static final long serialVersionUID = 1L;
        }

        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private boolean complete;

        @Override
        public void write(int value) throws IOException {
            if (complete || value == '\n' || line.size() >= LONGEST_BANNER) {
                complete = true;
                throw new Complete();
            }
            line.write(value);
        }

        boolean isComplete() {
            return complete;
        }

        String line() {
            return line.toString(StandardCharsets.UTF_8).replaceAll("[^\\x20-\\x7e]", "");
        }
    }
}
