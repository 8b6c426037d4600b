package activate.embedded.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes whole lines of what is written to it, and cuts those that are too long. A line is in its
 * log when the call that ends it returns.
 */
public final class LineStream extends OutputStream {

    /** One line must not fill a log. */
    static final int LONGEST_LINE = 16 << 10;

    private static final byte[] CUT = " … cut\n".getBytes(StandardCharsets.UTF_8);

    private final RotatingLog log;

    /** Whole lines, in one call at most as many as a file takes; then the one that has no end. */
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean cutting;

    public LineStream(RotatingLog log) {
        this.log = log;
    }

    /**
     * Carries what a process prints into its log; returns at the end of the stream. It reads as
     * long as the process writes, whatever becomes of the log: a full pipe would stop the process.
     */
    public static void pump(InputStream in, RotatingLog log) {
        try (in;
                var lines = new LineStream(log)) {
            in.transferTo(lines);
        } catch (IOException e) {
            // The process and its end of the pipe are gone.
        } finally {
            log.close();
        }
    }

    @Override
    public synchronized void write(int next) {
        add((byte) next);
        flushLines();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            add(bytes[i]);
        }
        flushLines();
    }

    /** The last line may lack its end. */
    @Override
    public synchronized void close() {
        if (line.size() > 0) {
            write('\n');
        }
    }

    private void add(byte next) {
        if (cutting) {
            cutting = next != '\n';
            return;
        }
        cutting = next != '\n' && line.size() >= LONGEST_LINE;
        if (cutting) {
            line.writeBytes(CUT);
        } else {
            line.write(next);
        }
        if (cutting || next == '\n') {
            lines.writeBytes(line.toByteArray());
            line.reset();
        }
        if (lines.size() > LogLimits.SMALLEST - LONGEST_LINE - CUT.length) {
            flushLines();
        }
    }

    private void flushLines() {
        if (lines.size() > 0) {
            log.write(ByteBuffer.wrap(lines.toByteArray()));
            lines.reset();
        }
    }
}
