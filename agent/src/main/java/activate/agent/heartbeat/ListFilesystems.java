package activate.agent.heartbeat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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

    private CompletableFuture<ArrayNode> pending = new CompletableFuture<>();
    private ArrayNode last = JsonNodeFactory.instance.arrayNode();

    ListFilesystems() {
        pending.complete(last);
    }

    ArrayNode list() {
        if (pending.isDone()) {
            CompletableFuture<ArrayNode> next = new CompletableFuture<>();
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

    private static ArrayNode read() {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
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

    private static Optional<com.fasterxml.jackson.databind.JsonNode> row(String[] mount) {
        String point = mount[1].replace("\\040", " ");
        try {
            FileStore store = Files.getFileStore(Path.of(point));
            long total = store.getTotalSpace();
            long used = total - store.getUnallocatedSpace();
            return Optional.of(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("device", mount[0])
                            .put("mountpoint", point)
                            .put("fstype", mount[2])
                            .put("total", total)
                            .put("used", used)
                            .put("free", store.getUsableSpace())
                            .put(
                                    "usedPct",
                                    total == 0 ? 0 : ReadMetrics.tenth(100.0 * used / total)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
