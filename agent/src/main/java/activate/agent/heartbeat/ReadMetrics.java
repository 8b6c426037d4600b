package activate.agent.heartbeat;

import activate.messages.agent.Heartbeat.SystemInfo;
import activate.messages.agent.Metrics;
import activate.messages.agent.Metrics.Disk;
import activate.messages.agent.Metrics.Load;
import activate.messages.agent.Metrics.Memory;
import activate.messages.agent.Metrics.Network;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Load, memory, disk and network of this node, from /proc; the CPU figure is over the time since
 * the last reading.
 */
final class ReadMetrics {
    private static final Path PROC = Path.of("/proc");

    private long lastBusy;
    private long lastTotal;

    /** The figures of one moment. */
    record Reading(Metrics metrics, SystemInfo systemInfo) {}

    /** The figures of now; nothing where the machine does not show them. */
    Optional<Reading> read() {
        try {
            Map<String, Long> memory = memory();
            FileStore disk = Files.getFileStore(Path.of("/"));
            Metrics metrics =
                    new Metrics(
                            cpuUsage(),
                            memory(memory),
                            disk(disk),
                            load(),
                            network(),
                            processes(),
                            (long)
                                    Double.parseDouble(
                                            lines("uptime").getFirst().split(" ", -1)[0]));
            SystemInfo system =
                    new SystemInfo(
                            Runtime.getRuntime().availableProcessors(),
                            memory.getOrDefault("MemTotal", 0L),
                            disk.getTotalSpace(),
                            cpuModel().orElse(null));
            return Optional.of(new Reading(metrics, system));
        } catch (IOException | NumberFormatException _) {
            // Figures that are not there are left out, the heartbeat goes on.
            return Optional.empty();
        }
    }

    private double cpuUsage() throws IOException {
        String[] words = lines("stat").getFirst().split("\\s+", -1);
        long total = 0;
        for (int i = 1; i < Math.min(words.length, 9); i++) {
            total += Long.parseLong(words[i]);
        }
        // Idle and waiting for disks.
        long busy = total - Long.parseLong(words[4]) - Long.parseLong(words[5]);
        double usage = total == lastTotal ? 0 : 100.0 * (busy - lastBusy) / (total - lastTotal);
        lastBusy = busy;
        lastTotal = total;
        return tenth(Math.clamp(usage, 0, 100));
    }

    private static Map<String, Long> memory() throws IOException {
        Map<String, Long> bytes = new HashMap<>();
        for (String line : lines("meminfo")) {
            String[] words = line.split("[:\\s]+", -1);
            if (words.length >= 2) {
                bytes.put(words[0], Long.parseLong(words[1]) * 1024);
            }
        }
        return bytes;
    }

    private static Memory memory(Map<String, Long> bytes) {
        long total = bytes.getOrDefault("MemTotal", 0L);
        long free = bytes.getOrDefault("MemAvailable", bytes.getOrDefault("MemFree", 0L));
        return new Memory(total - free, free, share(total - free, total));
    }

    private static Disk disk(FileStore disk) throws IOException {
        long total = disk.getTotalSpace();
        long free = disk.getUsableSpace();
        return new Disk(total - free, free, share(total - free, total));
    }

    private static double share(long used, long total) {
        return total == 0 ? 0 : tenth(100.0 * used / total);
    }

    private static Load load() throws IOException {
        String[] load = lines("loadavg").getFirst().split("\\s+", -1);
        return new Load(
                Double.parseDouble(load[0]),
                Double.parseDouble(load[1]),
                Double.parseDouble(load[2]));
    }

    private static long processes() throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(
                            entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .count();
        }
    }

    private static Network network() throws IOException {
        long received = 0;
        long sent = 0;
        for (String line : lines("net/dev")) {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.substring(0, colon).strip().equals("lo")) {
                String[] figures = line.substring(colon + 1).strip().split("\\s+", -1);
                received += Long.parseLong(figures[0]);
                sent += Long.parseLong(figures[8]);
            }
        }
        return new Network(received, sent);
    }

    private static Optional<String> cpuModel() throws IOException {
        return lines("cpuinfo").stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(PROC.resolve(file));
    }

    static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
