package activate.cli.route;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies standard input to the stream and the stream to standard output, each until its own end.
 */
public final class PumpStream {
    // One message to the platform; small enough that a key press does not wait behind much.
    private static final int CHUNK = 32 * 1024;
    // A client that has nothing to say to a server that has ended, but keeps its pipe open.
    private static final Duration AFTER_THE_END = Duration.ofSeconds(3);

    private final NodeRoute route;
    private final AtomicLong sentAtNanos = new AtomicLong(System.nanoTime());

    private PumpStream(NodeRoute route) {
        this.route = route;
    }

    public static void pump(NodeRoute route, InputStream in, OutputStream out) throws Failure {
        new PumpStream(route).run(in, out);
    }

    private void run(InputStream in, OutputStream out) throws Failure {
        Thread sender = Thread.ofPlatform().daemon().name("stdin").start(() -> send(in));
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

    private void send(InputStream in) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                route.send(ByteBuffer.wrap(chunk, 0, read));
                sentAtNanos.set(System.nanoTime());
            }
            route.endSending();
        } catch (IOException _) {
            // The receiving half sees the same broken stream and reports it.
        }
    }
}
