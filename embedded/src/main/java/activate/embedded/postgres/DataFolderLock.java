package activate.embedded.postgres;

import activate.embedded.part.OpenFile;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * {@code postmaster.pid} of a data folder. The server judges it by the number alone, and so takes a
 * zombie or a stranger with the same number for a running server; here only processes that work in
 * the folder count.
 */
final class DataFolderLock {

    private static final Duration POLITE = Duration.ofSeconds(10);
    private static final Duration FORCED = Duration.ofSeconds(5);

    private final Path data;

    DataFolderLock(Path data) {
        this.data = data;
    }

    /** Ends a server that was left behind on this folder, then removes the stale file. */
    void release() {
        if (!Files.exists(data.resolve("postmaster.pid"))) {
            return;
        }
        if (!endAll("INT", POLITE) && !endAll("KILL", FORCED)) {
            throw new PartFailure("a server still runs on " + data);
        }
        try {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new PartFailure("cannot delete " + data.resolve("postmaster.pid"), e);
        }
    }

    private boolean endAll(String signal, Duration deadline) {
        try {
            return ProcessIdentity.end(users(), signal, deadline) && users().isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted while an old server ended", e);
        }
    }

    /**
     * Living processes whose current folder is the data folder, as that of every process of the
     * server is.
     */
    private List<ProcessIdentity> users() {
        try {
            Path real = data.toRealPath();
            return ProcessHandle.allProcesses()
                    .filter(process -> worksIn(process, real))
                    .flatMap(process -> ProcessIdentity.of(process.pid()).stream())
                    .toList();
        } catch (IOException e) {
            throw new PartFailure("cannot look for old servers on " + data, e);
        }
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        Path current = Path.of("/proc", Long.toString(process.pid()), "cwd");
        return OpenFile.target(current).filter(folder::equals).isPresent();
    }
}
