package activate.standalone.sshd;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

/**
 * What a terminal shows, in a form that says how much is there: the SSH server asks for that before
 * it reads, and a terminal's own stream always answers none.
 */
final class TerminalOutput {
    private static final int BYTES = 32 * 1024;

    private final PipedInputStream shown = new PipedInputStream(BYTES);
    private final Thread reader;

    TerminalOutput(InputStream terminal) throws IOException {
        PipedOutputStream pipe = new PipedOutputStream(shown);
        reader = Thread.ofPlatform().daemon().name("terminal").start(() -> copy(terminal, pipe));
    }

    private static void copy(InputStream terminal, PipedOutputStream pipe) {
        try (pipe) {
            byte[] buffer = new byte[8192];
            int length = terminal.read(buffer);
            while (length >= 0) {
                pipe.write(buffer, 0, length);
                pipe.flush();
                length = terminal.read(buffer);
            }
        } catch (IOException _) {
            // A terminal whose last program has ended fails instead of ending.
        }
    }

    InputStream stream() {
        return shown;
    }

    /** Whether nothing is left to be read and nothing more can come. */
    boolean isDone() {
        try {
            return !reader.isAlive() && shown.available() == 0;
        } catch (IOException e) {
            return true;
        }
    }
}
