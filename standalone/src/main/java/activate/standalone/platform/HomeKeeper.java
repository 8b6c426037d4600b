package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While the platform runs: puts the files back by which other processes find it, and bounds what
 * the console of a detached start grows to.
 */
public final class HomeKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HomeKeeper.class);
    private static final long PERIOD_MILLIS = 1_000;
    private static final long CONSOLE_BYTES = 1 << 20;

    private final Home home;
    private final HomeLock lock;
    private final Runnable status;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("home-keeper").daemon().factory());

    /** The last trouble that was told; each is told once. */
    private String told = "";

    /**
     * @param status puts the status file back where it is not as it was written
     */
    public HomeKeeper(Home home, HomeLock lock, Runnable status) {
        this.home = home;
        this.lock = lock;
        this.status = status;
    }

    public void start() {
        var _ =
                rounds.scheduleWithFixedDelay(
                        this::round, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        rounds.shutdown();
        try {
            rounds.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            // A second signal: the round that is under way changes nothing.
            Thread.currentThread().interrupt();
        }
    }

    private void round() {
        try {
            PrivateFiles.folder(home.run());
            lock.keep();
            status.run();
            bound(home.logs().resolve("up.log"));
            told = "";
        } catch (IOException | UncheckedIOException e) {
            if (!told.equals(e.toString())) {
                told = e.toString();
                LOG.error("files of a running platform cannot be kept: reason={}", told);
            }
        }
    }

    /** It is written at its end, so it can be emptied under the one who writes. */
    private static void bound(Path console) throws IOException {
        if (Files.exists(console) && Files.size(console) > CONSOLE_BYTES) {
            try (var channel = FileChannel.open(console, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }
}
