package activate.standalone.doctor;

import activate.standalone.platform.StatusFile;
import activate.standalone.platform.WantedPort;
import activate.standalone.settings.Settings;
import activate.standalone.store.Logins;
import activate.standalone.supervise.PartStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** All checks, in the order in which a person would repair. */
public final class Examination {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Settings settings;
    private final InstantSource clock = Clock.systemUTC();

    public Examination(Settings settings) {
        this.settings = settings;
    }

    public List<Finding> run() throws InterruptedException {
        Optional<StatusFile.Running> running = new StatusFile(settings.home()).await();
        List<Finding> findings = new ArrayList<>(new MachineChecks(settings).run());
        findings.addAll(new StartChecks(settings, clock).run());
        if (running.isPresent()) {
            findings.add(supervisor(running.get()));
            findings.add(restarts(running.get()));
            findings.addAll(new EdgeChecks(settings).run());
            findings.addAll(new PartChecks(settings, running.get().parts()).run());
        } else {
            findings.addAll(ports());
        }
        findings.addAll(sharedLogins());
        findings.addAll(clusterRows());
        return findings;
    }

    /** While nothing runs: whether each port that a start needs is free. */
    private List<Finding> ports() {
        return WantedPort.of(settings, Set.of(), true).stream()
                .map(
                        wanted -> {
                            String code = "PORT-" + wanted.port();
                            String subject = "port " + wanted.port() + ", " + wanted.purpose();
                            return wanted.holder()
                                    .map(
                                            holder ->
                                                    Finding.failure(
                                                            code,
                                                            subject,
                                                            "taken by " + holder,
                                                            "stop it, or set " + wanted.remedy()))
                                    .orElse(Finding.ok(code, subject, "free"));
                        })
                .toList();
    }

    private List<Finding> sharedLogins() {
        return Logins.shared(settings).stream()
                .map(
                        store ->
                                Finding.warning(
                                        "SHARED-LOGIN",
                                        store.part(),
                                        Logins.warning(store),
                                        "give each service a login of its own: docs/identities.md"))
                .toList();
    }

    private static Finding supervisor(StatusFile.Running running) {
        String subject = "supervisor, pid " + running.supervisor().pid();
        return running.isUnknown()
                ? Finding.failure(
                        "SUPERVISOR",
                        subject,
                        "runs, and does not tell its state",
                        "see ./activate logs supervisor; free disk space, or ./activate down, then up")
                : Finding.ok("SUPERVISOR", subject, "tells the state of its parts");
    }

    private Finding restarts(StatusFile.Running running) {
        Instant now = clock.instant();
        Map<String, Long> often = new TreeMap<>();
        for (PartStatus part : running.parts()) {
            long times = part.restartsWithin(HOUR, now);
            if (times > 0) {
                often.put(part.name(), times);
            }
        }
        if (often.isEmpty()) {
            return Finding.ok("RESTARTS", "restarts", "none in the last hour");
        }
        String parts =
                often.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
        return Finding.warning(
                "RESTARTS",
                "restarts",
                "in the last hour: " + parts,
                "./activate status says why, and so does ./activate logs NAME");
    }

    /** Rows of the port reference that no process of this machine serves. */
    private static List<Finding> clusterRows() {
        return List.of(
                Finding.note(
                        "PORT-15672",
                        "RabbitMQ management",
                        "optional; the embedded broker has no such page"),
                Finding.note(
                        "PORT-2049",
                        "NFS of a cluster",
                        "inside the cluster, asked from its controller"),
                Finding.note(
                        "PORT-SLURM",
                        "6817, 6819, 3306, 8192-60000",
                        "inside the cluster, asked from its controller"),
                Finding.note(
                        "PORT-1024",
                        "1024-65535 of a cluster",
                        "between its nodes, nothing to open here"),
                Finding.note(
                        "PORT-WORKSPACE",
                        "22, 3000, 3001, 3003, 3004",
                        "of a workspace, none runs here"));
    }
}
