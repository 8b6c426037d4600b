package activate.embedded.log;

import java.io.IOException;
import java.io.InputStream;

/**
 * Carries what a process prints into its log. It reads as long as the process writes, whatever
 * becomes of the log: a full pipe would stop the process.
 */
public final class LinePump implements Runnable {

    private static final int CHUNK = 16 << 10;

    private final InputStream in;
    private final RotatingLog log;

    public LinePump(InputStream in, RotatingLog log) {
        this.in = in;
        this.log = log;
    }

    /** Returns at the end of the stream. */
    @Override
    public void run() {
        var lines = new LineBuffer(log);
        byte[] chunk = new byte[CHUNK];
        try (in) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                for (int i = 0; i < read; i++) {
                    lines.add(chunk[i]);
                }
                lines.flush();
            }
        } catch (IOException e) {
            // The process and its end of the pipe are gone.
        } finally {
            lines.end();
            log.close();
        }
    }
}
