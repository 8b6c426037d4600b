package activate.agent.heartbeat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What Slurm says about partitions and jobs, where it is installed. Asked in the background with a
 * time limit a command, because without its controller Slurm takes its time to fail; heartbeats
 * take the latest that is there.
 */
final class SlurmReport {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_JOBS = 500;

    private final Duration age;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile Optional<ObjectNode> report = Optional.empty();
    private volatile long askedAtNanos;
    private volatile boolean asked;

    SlurmReport(Duration age) {
        this.age = age;
    }

    Optional<ObjectNode> latest() {
        boolean due = !asked || System.nanoTime() - askedAtNanos > age.toNanos();
        if (due && isInstalled() && asking.compareAndSet(false, true)) {
            asked = true;
            askedAtNanos = System.nanoTime();
            Thread.ofVirtual().name("slurm").start(this::refresh);
        }
        return report;
    }

    private static boolean isInstalled() {
        for (String directory : System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, "sinfo"))) {
                return true;
            }
        }
        return false;
    }

    private void refresh() {
        try {
            report =
                    RunProgram.run(LIMIT, "sinfo", "-h", "-o", "%R|%a|%F|%L|%l")
                            .map(this::describe);
        } finally {
            asking.set(false);
        }
    }

    private ObjectNode describe(String partitions) {
        ObjectNode scheduler = JsonNodeFactory.instance.objectNode();
        scheduler.put("type", "slurm");
        RunProgram.run(LIMIT, "sinfo", "--version")
                .ifPresent(
                        text ->
                                scheduler.put(
                                        "version", text.replaceFirst("slurm[^ ]* ", "").strip()));
        scheduler.put("isController", isController());
        scheduler.set("partitions", partitions(partitions));
        RunProgram.run(LIMIT, "squeue", "-h", "-o", "%i|%u|%P|%T|%N|%S|%l|%j")
                .ifPresent(jobs -> scheduler.set("jobs", jobs(jobs)));
        return scheduler;
    }

    private static boolean isController() {
        String host = NodeFacts.system().hostname().split("\\.", -1)[0];
        return RunProgram.run(LIMIT, "scontrol", "ping")
                .map(
                        text ->
                                text.lines()
                                        .anyMatch(
                                                line ->
                                                        line.contains("at " + host + " ")
                                                                && line.contains("UP")))
                .orElse(false);
    }

    static ArrayNode partitions(String text) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        text.lines()
                .map(line -> line.split("\\|", -1))
                .filter(row -> row.length == 5)
                .forEach(
                        row -> {
                            // Allocated, idle, other, total.
                            String[] nodes = row[2].split("/", -1);
                            if (nodes.length == 4) {
                                rows.addObject()
                                        .put("name", row[0])
                                        .put("state", row[1])
                                        .put("totalNodes", number(nodes[3]))
                                        .put("availNodes", number(nodes[1]))
                                        .put("defaultTime", row[3])
                                        .put("maxTime", row[4]);
                            }
                        });
        return rows;
    }

    static ArrayNode jobs(String text) {
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        text.lines()
                .limit(MOST_JOBS)
                .map(line -> line.split("\\|", 8))
                .filter(row -> row.length == 8)
                .forEach(
                        row -> {
                            ObjectNode job = rows.addObject();
                            job.put("jobId", row[0])
                                    .put("user", row[1])
                                    .put("partition", row[2])
                                    .put("state", row[3])
                                    .put("nodes", row[4])
                                    .put("timeLimit", row[6])
                                    .put("name", row[7]);
                            if (!row[5].equals("N/A")) {
                                job.put("startTime", row[5]);
                            }
                        });
        return rows;
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            // Large counts come as 1.2K from old versions.
            return 0;
        }
    }
}
