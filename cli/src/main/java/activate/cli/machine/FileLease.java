package activate.cli.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One of several runs of `pw` at a time: what all would do, one does. */
public final class FileLease implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel channel;

    private FileLease(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lease of a file, which is made where it is missing.
     *
     * @return one that holds nothing when the deadline passed or the file system knows no locks:
     *     whoever goes on then must bear that another one does the same
     */
    public static FileLease take(Path file, Duration deadline) throws IOException {
        PrivateFile.makeDirectory(file.resolveSibling("").toAbsolutePath());
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        long end = System.nanoTime() + deadline.toNanos();
        while (tryLock(channel) == null && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(
                    PAUSE.toNanos() + ThreadLocalRandom.current().nextLong(PAUSE.toNanos()));
        }
        return new FileLease(channel);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException | IOException _) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
