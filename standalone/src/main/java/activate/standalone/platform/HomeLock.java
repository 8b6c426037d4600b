package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * At most one supervisor a home. The kernel gives the lock back when the process ends in any way,
 * so it is never stale.
 *
 * <p>The kernel also gives it back as soon as the process closes the file through any other
 * descriptor: who holds the lock must not open the file.
 */
public final class HomeLock implements AutoCloseable {

    private final Home home;
    private FileChannel channel;
    private @Nullable Object key;

    private HomeLock(Home home, FileChannel channel) throws IOException {
        this.home = home;
        this.channel = channel;
        this.key = PrivateFiles.key(home.lock());
    }

    /** Empty when another process has it. */
    public static Optional<HomeLock> take(Home home) {
        try {
            FileChannel channel = lock(home);
            return channel == null ? Optional.empty() : Optional.of(new HomeLock(home, channel));
        } catch (IOException e) {
            throw new UncheckedIOException("lock=" + home.lock(), e);
        }
    }

    /**
     * Takes the lock anew when its file has been deleted or replaced; others look for it by its
     * name.
     */
    synchronized void keep() throws IOException {
        Object present = PrivateFiles.key(home.lock());
        if (present != null && present.equals(key)) {
            return;
        }
        PrivateFiles.folder(home.run());
        FileChannel again = lock(home);
        if (again == null) {
            throw new IOException("another process has taken the lock: " + home.lock());
        }
        channel.close();
        channel = again;
        key = PrivateFiles.key(home.lock());
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileChannel lock(Home home) throws IOException {
        FileChannel opened =
                FileChannel.open(home.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (opened.tryLock() != null) {
                return opened;
            }
        } catch (OverlappingFileLockException e) {
            // This very process has it.
        }
        opened.close();
        return null;
    }
}
