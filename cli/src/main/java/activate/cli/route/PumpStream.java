package activate.cli.route;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies standard input to the stream and the stream to standard output, each until its own end.
 */
public final class PumpStream {
    // One message to the platform; small enough that a key press does not wait behind much.
    private static final int CHUNK = 32 * 1024;
    // A client that has nothing to say to a server that has ended, but keeps its pipe open.
    private static final Duration AFTER_THE_END = Duration.ofSeconds(3);
    // An SSH server has said no more than this when it refuses a login.
    private static final int MOST_BEFORE_LOGIN = 8 * 1024;
    // The end of standard input comes with the end of its client.
    private static final Duration CLIENT_IS_GONE = Duration.ofMillis(300);

    private final NodeRoute route;
    private final InputStream in;
    private final Output out;
    private final AtomicLong sentAtNanos = new AtomicLong(System.nanoTime());
    private final CountDownLatch inputEnded = new CountDownLatch(1);
    private volatile long readAtNanos = System.nanoTime();

    public PumpStream(NodeRoute route, InputStream in, Output out) {
        this.route = route;
        this.in = in;
        this.out = out;
    }

    /** Copies until both sides have ended. Called once. */
    public void run() throws Failure {
        Thread sender = Thread.ofPlatform().daemon().name("stdin").start(this::send);
        try {
            route.receiveInto(out);
            // ssh takes the end of our output for the end of the connection.
            out.close();
            sentAtNanos.set(System.nanoTime());
            Duration left = AFTER_THE_END;
            while (left.isPositive() && !sender.join(left)) {
                left = AFTER_THE_END.minusNanos(System.nanoTime() - sentAtNanos.get());
            }
        } catch (PlatformRoute.StreamFailure e) {
            throw e.failure();
        } catch (IOException e) {
            if (Output.isReaderGone(e)) {
                // Whoever started this ended first, and knows.
                return;
            }
            throw new Failure(ExitCode.FAILED, "the stream ended: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted", "", e);
        }
    }

    /**
     * Whether the client of an SSH server is gone without an answer to the last that it was told,
     * and was told little. So ends an ssh that does not know the host or is not let in; one that
     * was says goodbye. Waits a moment for the end of the client.
     */
    public boolean isHungUpOn() {
        try {
            return inputEnded.await(CLIENT_IS_GONE.toMillis(), TimeUnit.MILLISECONDS)
                    && readAtNanos - out.writtenAtNanos() < 0
                    && out.written() > 0
                    && out.written() <= MOST_BEFORE_LOGIN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void send() {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                readAtNanos = System.nanoTime();
                route.send(ByteBuffer.wrap(chunk, 0, read));
                sentAtNanos.set(System.nanoTime());
            }
            inputEnded.countDown();
            route.endSending();
        } catch (IOException _) {
            // The receiving half sees the same broken stream and reports it.
        }
    }
}
