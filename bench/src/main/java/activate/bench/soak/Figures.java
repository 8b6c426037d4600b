package activate.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What was measured, a minute at a time: requests by kind, and processes by part. All threads.
final class Figures {
    /// What belongs to a minute, counted from 1.
    interface Timed {
        int minute();
    }

    /// Requests of one kind in one minute; times in milliseconds.
    record Requests(int minute, String kind, int count, int failed, double p50, double p99)
            implements Timed {}

    /// One process at the end of a minute.
    record Held(int minute, String part, int descriptors, int mebibytes, int threads)
            implements Timed {}

    private final Path requestsFile;
    private final Path processesFile;
    private final Map<String, List<Double>> open = new TreeMap<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final Map<String, String> firstFailure = new TreeMap<>();
    private final List<Requests> requests = new ArrayList<>();
    private final List<Held> processes = new ArrayList<>();

    Figures(Path folder) throws IOException {
        requestsFile = Files.createDirectories(folder).resolve("requests.csv");
        processesFile = folder.resolve("processes.csv");
        Files.writeString(requestsFile, "minute,kind,count,failed,p50 ms,p99 ms\n");
        Files.writeString(processesFile, "minute,part,descriptors,MiB,threads\n");
    }

    synchronized void succeeded(String kind, long nanos) {
        open.computeIfAbsent(kind, _ -> new ArrayList<>()).add(nanos / 1e6);
    }

    synchronized void failed(String kind, String why) {
        failures.merge(kind, 1, Integer::sum);
        if (firstFailure.putIfAbsent(kind, why) == null) {
            System.err.println("soak: first failure of " + kind + ": " + why);
        }
    }

    synchronized void sample(Held process) throws IOException {
        processes.add(process);
        append(
                processesFile,
                "%d,%s,%d,%d,%d\n"
                        .formatted(
                                process.minute(),
                                process.part(),
                                process.descriptors(),
                                process.mebibytes(),
                                process.threads()));
    }

    /// Ends a minute: what was counted since the one before becomes its figures.
    synchronized void minute(int minute) throws IOException {
        for (var kind : union().entrySet()) {
            double[] sorted = kind.getValue().stream().mapToDouble(d -> d).sorted().toArray();
            var row =
                    new Requests(
                            minute,
                            kind.getKey(),
                            sorted.length,
                            failures.getOrDefault(kind.getKey(), 0),
                            percentile(sorted, 0.5),
                            percentile(sorted, 0.99));
            requests.add(row);
            append(
                    requestsFile,
                    String.format(
                            Locale.ROOT,
                            "%d,%s,%d,%d,%.1f,%.1f\n",
                            row.minute(),
                            row.kind(),
                            row.count(),
                            row.failed(),
                            row.p50(),
                            row.p99()));
        }
        open.clear();
        failures.clear();
    }

    synchronized List<Requests> requests() {
        return List.copyOf(requests);
    }

    synchronized List<Held> processes() {
        return List.copyOf(processes);
    }

    static double percentile(double[] sorted, double share) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.min(sorted.length - 1, (int) (sorted.length * share))];
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return percentile(sorted, 0.5);
    }

    private Map<String, List<Double>> union() {
        Map<String, List<Double>> all = new TreeMap<>(open);
        failures.keySet().forEach(kind -> all.putIfAbsent(kind, List.of()));
        return all;
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }
}
