package activate.standalone.command;

import activate.embedded.part.ProcessIdentity;
import activate.standalone.platform.StatusFile;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One row a part. */
@Command(
        name = "status",
        description = "Shows the parts of the platform; exit code 0 when all are ready.")
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

    @Override
    public Integer call() throws InterruptedException {
        Optional<StatusFile.Running> running = new StatusFile(Activate.settings().home()).await();
        List<PartStatus> parts = running.map(StatusFile.Running::parts).orElse(List.of());
        if (format == Format.json) {
            printJson(parts);
        } else if (running.isEmpty()) {
            spec.commandLine().getErr().println("activate: not running");
        } else {
            printTable(parts);
            printReasons(parts);
        }
        if (running.filter(StatusFile.Running::isUnknown).isPresent()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "activate: runs, pid "
                                    + running.get().supervisor().pid()
                                    + ", and does not tell its state (disk full, or stopped by a signal?)");
        }
        boolean allReady =
                running.isPresent()
                        && running.get().ready()
                        && parts.stream().allMatch(StatusCommand::isReady);
        return allReady ? 0 : Activate.FAILED;
    }

    /** What the supervisor said last, unless the process has ended since. */
    private static boolean isReady(PartStatus part) {
        ProcessIdentity process = part.process();
        return part.state() == PartState.READY && (process == null || process.isAlive());
    }

    private void printTable(List<PartStatus> parts) {
        var out = spec.commandLine().getOut();
        out.printf(ROW, "NAME", "STATE", "PORT", "PID", "VERSION", "UPTIME", "RSS");
        for (PartStatus part : parts) {
            ProcessIdentity process = part.process();
            out.printf(
                    ROW,
                    part.name(),
                    state(part),
                    part.port() == 0 ? "-" : part.port(),
                    process == null ? "-" : process.pid(),
                    part.version(),
                    uptime(part).map(StatusCommand::text).orElse("-"),
                    process == null ? "-" : (process.residentBytes() >> 20) + " MiB");
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

    private void printJson(List<PartStatus> parts) {
        var mapper = new ObjectMapper();
        var rows = mapper.createArrayNode();
        for (PartStatus part : parts) {
            ObjectNode row = rows.addObject();
            row.put("name", part.name()).put("state", state(part)).put("port", part.port());
            row.put("managementPort", part.managementPort());
            ProcessIdentity process = part.process();
            row.put("pid", process == null ? 0 : process.pid()).put("version", part.version());
            row.put("uptimeSeconds", uptime(part).map(Duration::toSeconds).orElse(0L));
            row.put("rssBytes", process == null ? 0 : process.residentBytes());
            row.put("restarts", part.restarts());
            Instant changed = part.changed();
            if (changed != null) {
                row.put("since", changed.toString());
            }
            if (part.failure() != null) {
                row.put("reason", part.failure());
            }
        }
        spec.commandLine().getOut().println(rows.toPrettyString());
    }

    private static String state(PartStatus part) {
        return part.state() == PartState.READY && !isReady(part) ? "ended" : part.state().word();
    }

    private Optional<Duration> uptime(PartStatus part) {
        Instant since = part.since();
        return since == null
                ? Optional.empty()
                : Optional.of(Duration.between(since, clock.instant()));
    }

    private static String text(Duration uptime) {
        return uptime.toHours() > 0
                ? String.format(Locale.ROOT, "%dh%02dm", uptime.toHours(), uptime.toMinutesPart())
                : String.format(
                        Locale.ROOT, "%dm%02ds", uptime.toMinutes(), uptime.toSecondsPart());
    }
}
