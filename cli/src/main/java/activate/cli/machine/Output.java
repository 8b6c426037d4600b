package activate.cli.machine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, which remembers that it could not be written: text is printed by a {@link
 * PrintStream}, which tells nobody.
 */
public final class Output extends OutputStream {
    private static final int BUFFER = 8192;

    private final OutputStream to;
    private final PrintStream text;
    private @Nullable IOException failure;
    // Others see it once they have seen when.
    private long written;
    private volatile long writtenAtNanos = System.nanoTime();

    public Output(OutputStream to) {
        this.to = to;
        this.text =
                new PrintStream(
                        new BufferedOutputStream(this, BUFFER), false, StandardCharsets.UTF_8);
    }

    /** For text; buffered. */
    public PrintStream text() {
        return text;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        // Before: whoever reads it may have answered when this returns.
        long now = System.nanoTime();
        try {
            to.write(bytes, from, length);
            written += length;
            writtenAtNanos = now;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void flush() throws IOException {
        to.flush();
    }

    @Override
    public void close() throws IOException {
        to.close();
    }

    /**
     * Writes what is still held back and tells why some of it was lost.
     *
     * @return nothing too when the reader only stopped early, as `head` does
     */
    public Optional<IOException> loss() {
        text.flush();
        return Optional.ofNullable(failure).filter(e -> !(isReaderGone(e) && written > 0));
    }

    /** How many bytes were written. */
    public long written() {
        return written;
    }

    /** Just before the last ones were. */
    public long writtenAtNanos() {
        return writtenAtNanos;
    }

    /** Whether anything could not be written, for whatever reason. */
    public boolean isBroken() {
        return failure != null;
    }

    /** Whether the failure is that of a pipe that nobody reads any more. */
    public static boolean isReaderGone(IOException failure) {
        String reason = String.valueOf(failure.getMessage());
        return reason.contains("Broken pipe") || reason.contains("Connection reset");
    }
}
