package activate.embedded.log;

import java.io.OutputStream;

/** For libraries inside this process that want a stream to log to. */
public final class LineStream extends OutputStream {

    private final LineBuffer lines;

    public LineStream(RotatingLog log) {
        this.lines = new LineBuffer(log);
    }

    @Override
    public synchronized void write(int next) {
        lines.add((byte) next);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            lines.add(bytes[i]);
        }
    }

    @Override
    public synchronized void flush() {
        lines.flush();
    }
}
