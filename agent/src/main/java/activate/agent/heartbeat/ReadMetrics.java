package activate.agent.heartbeat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Load, memory, disk and network of this node, from /proc; the CPU figure is over the time since
 * the last reading.
 */
final class ReadMetrics {
    private static final Path PROC = Path.of("/proc");

    private long lastBusy;
    private long lastTotal;

    void addTo(ObjectNode body) {
        try {
            Map<String, Long> memory = memory();
            FileStore disk = Files.getFileStore(Path.of("/"));
            ObjectNode metrics = body.putObject("metrics");
            metrics.put("cpuUsage", cpuUsage());
            putMemory(metrics, memory);
            putDisk(metrics, disk);
            putLoad(metrics);
            putNetwork(metrics);
            ObjectNode system = body.putObject("systemInfo");
            system.put("cpuCores", Runtime.getRuntime().availableProcessors())
                    .put("memoryTotal", memory.getOrDefault("MemTotal", 0L))
                    .put("diskTotal", disk.getTotalSpace());
            cpuModel().ifPresent(model -> system.put("cpuModel", model));
        } catch (IOException | NumberFormatException _) {
            // Figures that are not there are left out, the heartbeat goes on.
            body.remove(List.of("metrics", "systemInfo"));
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

    private static void putMemory(ObjectNode metrics, Map<String, Long> memory) {
        long total = memory.getOrDefault("MemTotal", 0L);
        long free = memory.getOrDefault("MemAvailable", memory.getOrDefault("MemFree", 0L));
        metrics.put("memoryUsed", total - free)
                .put("memoryFree", free)
                .put("memoryUsage", total == 0 ? 0 : tenth(100.0 * (total - free) / total));
    }

    private static void putDisk(ObjectNode metrics, FileStore disk) throws IOException {
        long total = disk.getTotalSpace();
        long free = disk.getUsableSpace();
        metrics.put("diskUsed", total - free)
                .put("diskFree", free)
                .put("diskUsage", total == 0 ? 0 : tenth(100.0 * (total - free) / total));
    }

    private static void putLoad(ObjectNode metrics) throws IOException {
        String[] load = lines("loadavg").getFirst().split("\\s+", -1);
        metrics.put("loadAvg1", Double.parseDouble(load[0]))
                .put("loadAvg5", Double.parseDouble(load[1]))
                .put("loadAvg15", Double.parseDouble(load[2]))
                .put("processes", processes())
                .put(
                        "uptime",
                        (long) Double.parseDouble(lines("uptime").getFirst().split(" ", -1)[0]));
    }

    private static long processes() throws IOException {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.filter(
                            entry -> Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .count();
        }
    }

    private static void putNetwork(ObjectNode metrics) throws IOException {
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
        metrics.put("networkRxBytes", received).put("networkTxBytes", sent);
    }

    private static java.util.Optional<String> cpuModel() throws IOException {
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
