package activate.agent.heartbeat;

import activate.messages.agent.Heartbeat.Filesystem;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The file systems that hold data. One that hangs, as a lost NFS server makes it, is left out until
 * it answers again.
 */
final class ListFilesystems {
    private static final Set<String> KINDS =
            Set.of(
                    "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "nfs", "nfs4", "lustre",
                    "beegfs", "gpfs", "ceph", "cifs", "overlay");
    private static final int MOST = 64;
    private static final long ANSWER_MILLIS = 1_000;

    private CompletableFuture<List<Filesystem>> pending = new CompletableFuture<>();
    private List<Filesystem> last = List.of();

    ListFilesystems() {
        pending.complete(last);
    }

    List<Filesystem> list() {
        if (pending.isDone()) {
            CompletableFuture<List<Filesystem>> next = new CompletableFuture<>();
            pending = next;
            // A platform thread: a hanging file system would keep a carrier of virtual threads.
            Thread.ofPlatform().daemon().name("filesystems").start(() -> next.complete(read()));
        }
        try {
            last = pending.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // The figures of before are better than none.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return last;
    }

    private static List<Filesystem> read() {
        List<Filesystem> rows = new ArrayList<>();
        Set<String> devices = new HashSet<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/mounts"))) {
                String[] words = line.split(" ", -1);
                if (words.length > 2
                        && KINDS.contains(words[2])
                        && rows.size() < MOST
                        && devices.add(words[0])) {
                    row(words).ifPresent(rows::add);
                }
            }
        } catch (IOException _) {
            // No /proc: nothing to list.
        }
        return rows;
    }

    private static Optional<Filesystem> row(String[] mount) {
        String point = mount[1].replace("\\040", " ");
        try {
            FileStore store = Files.getFileStore(Path.of(point));
            long total = store.getTotalSpace();
            long used = total - store.getUnallocatedSpace();
            double share = total == 0 ? 0 : ReadMetrics.tenth(100.0 * used / total);
            return Optional.of(
                    new Filesystem(
                            mount[0], point, mount[2], total, used, store.getUsableSpace(), share));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
