package activate.standalone.doctor;

import activate.standalone.home.Settings;
import activate.standalone.outside.Logins;
import activate.standalone.platform.StatusFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All checks, in the order in which a person would repair. */
public final class Examination {

    private final Settings settings;

    public Examination(Settings settings) {
        this.settings = settings;
    }

    public List<Finding> run() {
        Optional<StatusFile.Running> running = new StatusFile(settings.home()).read();
        List<Finding> findings = new ArrayList<>(new MachineChecks(settings).run());
        if (running.isPresent()) {
            findings.addAll(new EdgeChecks(settings).run());
            findings.addAll(new PartChecks(settings, running.get().parts()).run());
        } else {
            findings.addAll(new FreePortChecks(settings).run());
        }
        findings.addAll(sharedLogins());
        findings.addAll(clusterRows());
        return findings;
    }

    private List<Finding> sharedLogins() {
        return Logins.shared(settings).stream()
                .map(
                        store ->
                                Finding.warning(
                                        "SHARED-LOGIN",
                                        store,
                                        Logins.warning(store),
                                        "give each service a login of its own: docs/identities.md"))
                .toList();
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
