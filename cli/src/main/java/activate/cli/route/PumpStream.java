package activate.cli.route;

import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Copies standard input to the stream and the stream to standard output, each until its own end.
 */
public final class PumpStream {
    // One message to the platform; small enough that a key press does not wait behind much.
    private static final int CHUNK = 32 * 1024;

    private PumpStream() {}

    public static void pump(NodeRoute route, InputStream in, OutputStream out) throws Failure {
        Thread sender = Thread.ofPlatform().daemon().name("stdin").start(() -> send(route, in));
        try {
            route.receiveInto(out);
            // ssh takes the end of our output for the end of the connection.
            out.close();
            sender.join();
        } catch (PlatformRoute.StreamFailure e) {
            throw e.failure();
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, "the stream ended: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILED, "interrupted", "", e);
        }
    }

    private static void send(NodeRoute route, InputStream in) {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                route.send(ByteBuffer.wrap(chunk, 0, read));
            }
            route.endSending();
        } catch (IOException _) {
            // The receiving half sees the same broken stream and reports it.
        }
    }
}
