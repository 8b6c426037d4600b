package activate.standalone.doctor;

import activate.standalone.doctor.Finding.Subject;
import activate.standalone.platform.StatusFile;
import activate.standalone.platform.WantedPort;
import activate.standalone.settings.Settings;
import activate.standalone.store.Logins;
import activate.standalone.supervise.PortHolder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        return WantedPort.of(settings, Set.of(), true).stream().map(Examination::port).toList();
    }

    private static Finding port(WantedPort wanted) {
        String name = "port " + wanted.port() + ", " + wanted.purpose();
        var subject = new Subject("PORT-" + wanted.port(), name);
        Optional<PortHolder> holder = wanted.holder();
        return holder.isEmpty()
                ? subject.ok("free")
                : subject.failure("taken by " + holder.get(), "stop it, or set " + wanted.remedy());
    }

    private List<Finding> sharedLogins() {
        String fix = "give each service a login of its own: docs/identities.md";
        return Logins.shared(settings).stream()
                .map(
                        store ->
                                new Subject("SHARED-LOGIN", store.part())
                                        .warning(Logins.warning(store), fix))
                .toList();
    }

    private static Finding supervisor(StatusFile.Running running) {
        var subject = new Subject("SUPERVISOR", "supervisor, pid " + running.supervisor().pid());
        return running.isUnknown()
                ? subject.failure(
                        "runs, and does not tell its state",
                        "see ./activate logs supervisor; free disk space, or ./activate down, then up")
                : subject.ok("tells the state of its parts");
    }

    private Finding restarts(StatusFile.Running running) {
        Instant now = clock.instant();
        String often =
                running.parts().stream()
                        .filter(part -> part.restartsWithin(HOUR, now) > 0)
                        .map(part -> part.name() + " " + part.restartsWithin(HOUR, now))
                        .sorted()
                        .collect(Collectors.joining(", "));
        var subject = new Subject("RESTARTS", "restarts");
        return often.isEmpty()
                ? subject.ok("none in the last hour")
                : subject.warning(
                        "in the last hour: " + often,
                        "./activate status says why, and so does ./activate logs NAME");
    }

    /** Rows of the port reference that no process of this machine serves. */
    private static List<Finding> clusterRows() {
        String inside = "inside the cluster, asked from its controller";
        return List.of(
                new Subject("PORT-15672", "RabbitMQ management")
                        .note("optional; the embedded broker has no such page"),
                new Subject("PORT-2049", "NFS of a cluster").note(inside),
                new Subject("PORT-SLURM", "6817, 6819, 3306, 8192-60000").note(inside),
                new Subject("PORT-1024", "1024-65535 of a cluster")
                        .note("between its nodes, nothing to open here"),
                new Subject("PORT-WORKSPACE", "22, 3000, 3001, 3003, 3004")
                        .note("of a workspace, none runs here"));
    }
}
