package activate.agent.twin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of one megabyte. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    /** Mounts it on a new folder; skips the test where this account may not. */
    public SmallDisk(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder.toString()),
                "needs root to mount a file system");
    }

    public Path folder() {
        return folder;
    }

    /** Takes all the room that is left. */
    public void fill() throws IOException {
        try (OutputStream file = Files.newOutputStream(folder.resolve("filler"))) {
            byte[] part = new byte[4096];
            for (int i = 0; i < 10_000; i++) {
                file.write(part);
            }
            throw new AssertionError("there is more room than that");
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("space")) {
                throw full;
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void makeRoom() throws IOException {
        Files.delete(folder.resolve("filler"));
    }

    @Override
    public void close() throws IOException {
        // Lazily: a process that is just ending may still look into it.
        run("umount", "-l", folder.toString());
    }

    private static boolean run(String... words) throws IOException {
        try {
            Process process =
                    new ProcessBuilder(List.of(words))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
