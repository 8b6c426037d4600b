package activate.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/// What the processes of the platform hold, from /proc.
final class Processes {
    private final Map<String, Long> pids;

    /// @param pids process ids by part
    Processes(Map<String, Long> pids) {
        this.pids = pids;
    }

    void sample(int minute, Figures figures) throws IOException {
        for (var part : pids.entrySet()) {
            Path proc = Path.of("/proc", part.getValue().toString());
            if (!Files.exists(proc)) {
                figures.failed("process", part.getKey() + " has ended");
                continue;
            }
            figures.sample(
                    new Figures.Held(
                            minute,
                            part.getKey(),
                            count(proc.resolve("fd")),
                            value(proc.resolve("status"), "VmRSS:") / 1024,
                            value(proc.resolve("status"), "Threads:")));
        }
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private static int value(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return Integer.parseInt(line.replaceAll("\\D", ""));
            }
        }
        return 0;
    }
}
