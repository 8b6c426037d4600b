package activate.embedded.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Makes whole lines of bytes, and cuts those that are too long. Used by one thread at a time. */
final class LineBuffer {

    static final int CHUNK = 64 << 10;

    /** One line must not fill a log. */
    static final int LONGEST_LINE = 16 << 10;

    private static final byte[] CUT = " … cut\n".getBytes(StandardCharsets.UTF_8);

    private final RotatingLog log;
    private final byte[] waiting = new byte[CHUNK];
    private int length;

    /** Where the last whole line of those that wait ends. */
    private int lineEnd;

    /** Whether the rest of the present line is thrown away. */
    private boolean cutting;

    LineBuffer(RotatingLog log) {
        this.log = log;
    }

    void add(byte next) {
        if (cutting) {
            cutting = next != '\n';
            return;
        }
        if (next != '\n' && length - lineEnd >= LONGEST_LINE) {
            System.arraycopy(CUT, 0, waiting, length, CUT.length);
            length += CUT.length;
            lineEnd = length;
            cutting = true;
        } else {
            waiting[length++] = next;
            if (next == '\n') {
                lineEnd = length;
            }
        }
        if (length > CHUNK - LONGEST_LINE - CUT.length) {
            flush();
        }
    }

    /** Writes the whole lines that wait; the beginning of the next one stays. */
    void flush() {
        if (lineEnd == 0) {
            return;
        }
        log.write(ByteBuffer.wrap(waiting, 0, lineEnd));
        System.arraycopy(waiting, lineEnd, waiting, 0, length - lineEnd);
        length -= lineEnd;
        lineEnd = 0;
    }

    /** The last line may lack its end. */
    void end() {
        if (length > lineEnd) {
            add((byte) '\n');
        }
        flush();
    }
}
