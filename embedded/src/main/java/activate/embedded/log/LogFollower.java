package activate.embedded.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Reads one log on and on, in whole lines, also while it is rotated. */
public final class LogFollower implements AutoCloseable {

    private static final int MOST_AT_ONCE = 1 << 20;
    private static final int MOST_FILES = 100;

    private final Path file;
    private @Nullable RandomAccessFile open;
    private @Nullable Object key;

    /**
     * @param tail how many bytes of what is there already are of interest
     */
    public LogFollower(Path file, long tail) throws IOException {
        this.file = file;
        open(file);
        RandomAccessFile log = open;
        if (log != null && log.length() > tail) {
            log.seek(log.length() - tail);
            log.readLine();
        }
    }

    /** The lines that are new since the last call; empty when there is none. */
    public String lines() throws IOException {
        var lines = new ByteArrayOutputStream();
        boolean more = true;
        while (more && lines.size() < MOST_AT_ONCE) {
            drain(lines);
            more = isRotated() && advance(lines);
        }
        return lines.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        RandomAccessFile log = open;
        open = null;
        if (log != null) {
            log.close();
        }
    }

    private boolean isRotated() {
        Object present = keyOf(file);
        return present != null && !present.equals(key);
    }

    /** Goes on with the file that follows ours; false when that is not in place yet. */
    private boolean advance(ByteArrayOutputStream lines) throws IOException {
        // What was written between our last look and the rotation; nothing comes after it.
        drain(lines);
        int ours = index();
        Path next = RotatingLog.file(file, ours < 0 ? oldest() : ours - 1);
        RandomAccessFile before = open;
        Object keyBefore = key;
        if (!open(next)) {
            return false;
        }
        if (ours >= 0 && index(keyBefore) != ours) {
            // Rotated once more just now: it may not be the one that follows.
            close();
            open = before;
            key = keyBefore;
            return true;
        }
        if (before != null) {
            before.close();
        }
        return true;
    }

    private int index() {
        return index(key);
    }

    /** The number of the file with this key; -1 when it is not kept any more. */
    private int index(@Nullable Object wanted) {
        for (int index = 1; wanted != null && index < MOST_FILES; index++) {
            if (wanted.equals(keyOf(RotatingLog.file(file, index)))) {
                return index;
            }
        }
        return -1;
    }

    private int oldest() {
        int index = 0;
        while (index + 1 < MOST_FILES && Files.exists(RotatingLog.file(file, index + 1))) {
            index++;
        }
        return index;
    }

    private boolean open(Path path) throws IOException {
        Object before = keyOf(path);
        if (before == null) {
            return false;
        }
        var log = new RandomAccessFile(path.toFile(), "r");
        if (!before.equals(keyOf(path))) {
            log.close();
            return false;
        }
        open = log;
        key = before;
        return true;
    }

    private void drain(ByteArrayOutputStream lines) throws IOException {
        RandomAccessFile log = open;
        if (log == null) {
            return;
        }
        if (log.length() < log.getFilePointer()) {
            // Somebody has emptied it.
            log.seek(0);
        }
        long start = log.getFilePointer();
        byte[] fresh = new byte[(int) Math.min(log.length() - start, MOST_AT_ONCE)];
        log.readFully(fresh);
        int end = fresh.length;
        while (end > 0 && fresh[end - 1] != '\n') {
            end--;
        }
        if (end == 0 && fresh.length == MOST_AT_ONCE) {
            end = fresh.length;
        }
        lines.write(fresh, 0, end);
        log.seek(start + end);
    }

    private static @Nullable Object keyOf(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null;
        }
    }
}
