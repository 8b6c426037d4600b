package activate.standalone.command;

import activate.embedded.part.ProcessIdentity;
import activate.standalone.platform.StatusFile;
import activate.standalone.settings.Settings;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One row a part. */
@Command(
        name = "status",
        description = "Shows the parts of the platform; exit code 0 when all are ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    private static final String ROW = "%-13s %-10s %6s %8s %-26s %9s %9s%n";

    enum Format {
        table,
        json
    }

    @Option(names = "-o", paramLabel = "FORMAT", description = "table or json")
    Format format = Format.table;

    @Spec CommandSpec spec;

    private final InstantSource clock = Clock.systemUTC();

    /** What is told of one process or part. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Row(
            String name,
            String state,
            int port,
            int managementPort,
            long pid,
            String version,
            long uptimeSeconds,
            long rssBytes,
            int restarts,
            @Nullable String since,
            @Nullable String reason) {}

    @Override
    public Integer call() throws InterruptedException, JsonProcessingException {
        Optional<StatusFile.Running> running = new StatusFile(Activate.settings().home()).await();
        List<PartStatus> parts = running.map(StatusFile.Running::parts).orElse(List.of());
        List<Row> rows = running.map(this::rows).orElse(List.of());
        var err = spec.commandLine().getErr();
        if (format == Format.json) {
            var writer = new ObjectMapper().writerWithDefaultPrettyPrinter();
            spec.commandLine().getOut().println(writer.writeValueAsString(rows));
        } else if (running.isEmpty()) {
            err.println("activate: not running");
        } else {
            printTable(rows);
            printReasons(parts);
        }
        if (running.filter(StatusFile.Running::isUnknown).isPresent()) {
            err.printf(
                    "activate: runs, pid %d, and does not tell its state (disk full, or stopped by a signal?)%n",
                    running.get().supervisor().pid());
        }
        boolean allReady =
                running.isPresent()
                        && running.get().ready()
                        && parts.stream().allMatch(StatusCommand::isReady);
        return allReady ? 0 : Activate.FAILED;
    }

    /** The supervisor has a row of its own: several stores live in its memory. */
    private List<Row> rows(StatusFile.Running running) {
        List<Row> rows = new ArrayList<>();
        ProcessIdentity supervisor = running.supervisor();
        rows.add(
                new Row(
                        "supervisor",
                        running.isUnknown() ? "unknown" : running.ready() ? "ready" : "starting",
                        0,
                        0,
                        supervisor.pid(),
                        Settings.version(),
                        uptime(supervisor),
                        supervisor.residentBytes(),
                        0,
                        null,
                        null));
        running.parts().forEach(part -> rows.add(row(part, supervisor)));
        return rows;
    }

    private Row row(PartStatus part, ProcessIdentity supervisor) {
        ProcessIdentity process = part.process();
        Instant changed = part.changed();
        return new Row(
                part.name(),
                state(part),
                part.port(),
                part.managementPort(),
                process == null ? 0 : process.pid(),
                part.version(),
                uptime(part.since()),
                process == null || process.equals(supervisor) ? 0 : process.residentBytes(),
                part.restarts(),
                changed == null ? null : changed.toString(),
                part.failure());
    }

    /** What the supervisor said last, unless the process has ended since. */
    private static boolean isReady(PartStatus part) {
        ProcessIdentity process = part.process();
        return part.state() == PartState.READY && (process == null || process.isAlive());
    }

    private void printTable(List<Row> rows) {
        var out = spec.commandLine().getOut();
        out.printf(ROW, "NAME", "STATE", "PORT", "PID", "VERSION", "UPTIME", "RSS");
        for (Row row : rows) {
            out.printf(
                    ROW,
                    row.name,
                    row.state,
                    row.port == 0 ? "-" : row.port,
                    row.pid == 0 ? "-" : row.pid,
                    row.version,
                    text(Duration.ofSeconds(row.uptimeSeconds)),
                    row.rssBytes == 0 ? "-" : (row.rssBytes >> 20) + " MiB");
        }
        out.flush();
    }

    /** A line for each part that does not work, or had to be restarted. */
    private void printReasons(List<PartStatus> parts) {
        var out = spec.commandLine().getOut();
        for (PartStatus part : parts) {
            if (isReady(part) && part.restarts() == 0) {
                continue;
            }
            Instant changed = part.changed();
            out.printf(
                    "%s: %s%s, %d restarts%s%n",
                    part.name(),
                    state(part),
                    changed == null ? "" : " since " + changed.truncatedTo(ChronoUnit.SECONDS),
                    part.restarts(),
                    part.failure() == null
                            ? ""
                            : (isReady(part) ? ", the last because: " : ": ") + part.failure());
        }
        out.flush();
    }

    private static String state(PartStatus part) {
        return part.state() == PartState.READY && !isReady(part) ? "ended" : part.state().word();
    }

    private long uptime(ProcessIdentity process) {
        return uptime(
                ProcessHandle.of(process.pid())
                        .flatMap(handle -> handle.info().startInstant())
                        .orElse(null));
    }

    private long uptime(@Nullable Instant since) {
        return since == null ? 0 : Duration.between(since, clock.instant()).toSeconds();
    }

    private static String text(Duration uptime) {
        return uptime.toHours() > 0
                ? String.format(Locale.ROOT, "%dh%02dm", uptime.toHours(), uptime.toMinutesPart())
                : String.format(
                        Locale.ROOT, "%dm%02ds", uptime.toMinutes(), uptime.toSecondsPart());
    }
}
