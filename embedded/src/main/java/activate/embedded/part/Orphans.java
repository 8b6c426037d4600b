package activate.embedded.part;

import activate.embedded.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what a supervisor left behind that was killed itself. Called with the lock of the home held.
 */
public final class Orphans {

    private static final Logger LOG = LoggerFactory.getLogger(Orphans.class);
    private static final Duration POLITE = Duration.ofSeconds(15);

    private Orphans() {}

    /**
     * Every process of an earlier run, known by its pid file and its start time; a number reused
     * since is left alone.
     */
    public static int end(Home home) {
        List<ProcessIdentity> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home.run(), "*.pid")) {
            for (Path file : files) {
                read(home, file).filter(ProcessIdentity::isAlive).ifPresent(found::add);
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            ProcessIdentity.end(found, "INT", POLITE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ProcessIdentity process : found) {
            LOG.warn(
                    "ended a process of an earlier run: pid={} forced={}",
                    process.pid(),
                    process.isAlive());
            process.signal("KILL");
        }
        return found.size();
    }

    /** What a pid file holds: the process, and the home that it belongs to. */
    static String text(Home home, ProcessIdentity process) {
        return process.toText() + "\n" + home.root() + "\n";
    }

    /** Empty also in a copy of a home: the processes belong to the one that it was copied from. */
    private static Optional<ProcessIdentity> read(Home home, Path file) throws IOException {
        String[] lines = Files.readString(file).split("\n", 3);
        boolean isOfOther = lines.length > 1 && !lines[1].equals(home.root().toString());
        return isOfOther ? Optional.empty() : ProcessIdentity.parse(lines[0]);
    }
}
