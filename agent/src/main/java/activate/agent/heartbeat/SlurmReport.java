package activate.agent.heartbeat;

import activate.messages.agent.Heartbeat.Job;
import activate.messages.agent.Heartbeat.Partition;
import activate.messages.agent.Heartbeat.Scheduler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    private volatile Optional<Scheduler> report = Optional.empty();
    private volatile long askedAtNanos;
    private volatile boolean asked;

    SlurmReport(Duration age) {
        this.age = age;
    }

    Optional<Scheduler> latest() {
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

    private Scheduler describe(String partitions) {
        Optional<String> version =
                RunProgram.run(LIMIT, "sinfo", "--version")
                        .map(text -> text.replaceFirst("slurm[^ ]* ", "").strip());
        Optional<String> jobs =
                RunProgram.run(LIMIT, "squeue", "-h", "-o", "%i|%u|%P|%T|%N|%S|%l|%j");
        return new Scheduler(
                "slurm",
                version.orElse(null),
                isController(),
                partitions(partitions),
                jobs.map(SlurmReport::jobs).orElse(null));
    }

    private static boolean isController() {
        String host = MachineFacts.system().hostname().split("\\.", -1)[0];
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

    static List<Partition> partitions(String text) {
        List<Partition> rows = new ArrayList<>();
        text.lines()
                .map(line -> line.split("\\|", -1))
                .filter(row -> row.length == 5)
                .forEach(
                        row -> {
                            // Allocated, idle, other, total.
                            String[] nodes = row[2].split("/", -1);
                            if (nodes.length == 4) {
                                rows.add(
                                        new Partition(
                                                row[0],
                                                row[1],
                                                number(nodes[3]),
                                                number(nodes[1]),
                                                row[3],
                                                row[4]));
                            }
                        });
        return rows;
    }

    static List<Job> jobs(String text) {
        return text.lines()
                .limit(MOST_JOBS)
                .map(line -> line.split("\\|", 8))
                .filter(row -> row.length == 8)
                .map(
                        row ->
                                new Job(
                                        row[0],
                                        row[1],
                                        row[2],
                                        row[3],
                                        row[4],
                                        row[5].equals("N/A") ? null : row[5],
                                        row[6],
                                        row[7]))
                .toList();
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
