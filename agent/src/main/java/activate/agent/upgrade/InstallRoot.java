package activate.agent.upgrade;

import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.WholeFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory that install.sh made: the versions, each named by the SHA-256 of its archive, and
 * the files by which {@code start.sh} chooses among them.
 */
public final class InstallRoot {
    static final Pattern VERSION = Pattern.compile("[0-9a-f]{64}");
    private static final int SHOWN = 12;

    private final Path path;

    InstallRoot(Path path) {
        this.path = path;
    }

    /** Where this program was installed; nothing where install.sh did not do it. */
    public static Optional<InstallRoot> of(Map<String, String> environment) {
        String self = environment.getOrDefault("ACTIVATE_AGENT_SELF", "");
        if (self.isEmpty()) {
            return Optional.empty();
        }
        Path bin = Path.of(self).toAbsolutePath().normalize().getParent();
        Path root = bin == null ? null : bin.getParent();
        return Optional.ofNullable(root)
                .map(InstallRoot::new)
                .filter(found -> Files.isDirectory(found.versions()));
    }

    /** A version that did not link. */
    public record Refused(String version, String reason) {}

    public Path path() {
        return path;
    }

    Path versions() {
        return path.resolve("versions");
    }

    Path version(String version) {
        return versions().resolve(version);
    }

    boolean isComplete(String version) {
        return Files.isExecutable(version(version).resolve("bin/activate-agent"));
    }

    /** The version that is started. */
    public Optional<String> current() throws IOException {
        return first("current");
    }

    Optional<String> previous() throws IOException {
        return first("previous");
    }

    /** Laid ready: the next start tries it. */
    public Optional<String> next() throws IOException {
        return first("next");
    }

    /** Tried now, or left over from a trial that was cut short. */
    public Optional<String> trying() throws IOException {
        return first("trying");
    }

    /** The last one that did not link. */
    public Optional<Refused> refused() throws IOException {
        Path file = path.resolve("refused");
        Optional<String> version = first("refused");
        if (version.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return Optional.of(
                new Refused(version.get(), lines.size() > 1 ? lines.get(1) : "it did not link"));
    }

    /** As people read it. */
    public static String shown(String version) {
        return version.substring(0, Math.min(SHOWN, version.length()));
    }

    private Optional<String> first(String name) throws IOException {
        Path file = path.resolve(name);
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .findFirst()
                        .filter(line -> VERSION.matcher(line).matches())
                : Optional.empty();
    }

    /** Lets the next start try a version. */
    void stage(String version) throws IOException {
        Files.deleteIfExists(path.resolve("trying"));
        WholeFile.write(path.resolve("next"), version + "\n", "rw-r--r--");
    }

    /** Takes away what upgrades that were cut short left, and versions that nothing needs. */
    void clean() throws IOException {
        Set<String> needed = new HashSet<>();
        current().ifPresent(needed::add);
        previous().ifPresent(needed::add);
        next().ifPresent(needed::add);
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(versions())) {
            entries.filter(each -> !needed.contains(each.getFileName().toString()))
                    .filter(each -> !isRunning(each))
                    .forEach(found::add);
        }
        for (Path each : found) {
            delete(each);
        }
    }

    private static boolean isRunning(Path version) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().command().stream())
                .anyMatch(program -> program.startsWith(version + "/"));
    }

    /** Deletes a directory with all that is in it, and follows no link. */
    static void delete(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.deleteIfExists(directory);
            return;
        }
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Keeps other upgrades out until closed; the operating system ends it with the process. */
    FileLock lock() throws AgentFailure, IOException {
        FileChannel channel =
                FileChannel.open(
                        path.resolve("upgrade.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException _) {
            // The same answer as when another process holds it.
        }
        channel.close();
        throw new AgentFailure(
                Code.ALREADY,
                "another upgrade of " + path + " is going on",
                "see how it ends: activate-agent status");
    }
}
