package activate.embedded.log;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * One log: {@code name.log}, and before it {@code name.log.1} and on, from young to old. A write
 * never fails: while the disk takes nothing, lines are dropped and counted, and whoever writes goes
 * on. Lines are whole, also where one file ends and the next begins. Several threads may write.
 */
public final class RotatingLog {

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final LogLimits limits;
    private @Nullable FileChannel channel;
    private @Nullable Object key;
    private long size;
    private long looked;
    private long dropped;
    private String reason = "";

    public RotatingLog(Path file, LogLimits limits) {
        this.file = file.toAbsolutePath();
        this.limits = limits;
    }

    public static RotatingLog of(Home home, String name) {
        return new RotatingLog(home.log(name), LogLimits.of(System.getenv()));
    }

    /** Number {@code index} of the files before the present one, which is 0. */
    private Path file(int index) {
        return index == 0 ? file : file.resolveSibling(file.getFileName() + "." + index);
    }

    /**
     * @param lines one or more whole lines, shorter in all than {@link LogLimits#SMALLEST}
     */
    public synchronized void write(ByteBuffer lines) {
        int length = lines.remaining();
        try {
            if (dropped > 0) {
                append(note());
                dropped = 0;
            }
            append(lines);
        } catch (IOException e) {
            dropped += length;
            reason = String.valueOf(e.getMessage());
            close();
        }
    }

    /** Gives the descriptor back; the next write opens the file again. */
    public synchronized void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                reason = String.valueOf(e.getMessage());
            }
        }
    }

    private ByteBuffer note() {
        String text = "activate: %d bytes of this log could not be written: %s%n";
        return StandardCharsets.UTF_8.encode(text.formatted(dropped, reason));
    }

    private void append(ByteBuffer lines) throws IOException {
        FileChannel open = open();
        if (size > 0 && size + lines.remaining() > limits.bytes()) {
            rotate();
            open = open();
        }
        long before = size;
        try {
            while (lines.hasRemaining()) {
                size += open.write(lines);
            }
        } catch (IOException e) {
            // Half a line would be joined with the next one.
            open.truncate(before);
            size = before;
            throw e;
        }
    }

    /** The file under its name, also where somebody has moved or deleted it. */
    private FileChannel open() throws IOException {
        FileChannel open = channel;
        long now = System.nanoTime();
        if (open != null && now - looked < LOOK_NANOS) {
            return open;
        }
        looked = now;
        Object present = PrivateFiles.key(file);
        if (open != null && present != null && present.equals(key)) {
            return open;
        }
        close();
        if (!Files.isDirectory(file.resolveSibling(""))) {
            PrivateFiles.folder(file.resolveSibling(""));
        }
        FileChannel opened =
                FileChannel.open(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                        PrivateFiles.MODE);
        channel = opened;
        size = opened.size();
        key = PrivateFiles.key(file);
        return opened;
    }

    private void rotate() throws IOException {
        close();
        Files.deleteIfExists(file(limits.files() - 1));
        for (int index = limits.files() - 1; index > 0; index--) {
            if (Files.exists(file(index - 1))) {
                Files.move(file(index - 1), file(index), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
