package activate.cli.cluster;

import activate.cli.api.Invocation;
import activate.cli.credentials.Identity;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.messages.hub.ClusterAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the cluster that a {@link ClusterAddress} means to this user. */
final class FindCluster {
    private final Invocation invocation;

    FindCluster(Invocation invocation) {
        this.invocation = invocation;
    }

    /** All that the user may see. */
    List<ClusterRow> all() throws Failure {
        List<ClusterRow> all = new ArrayList<>();
        invocation
                .api()
                .get("/api/clusters?scope=all")
                .forEach(row -> all.add(new ClusterRow(row)));
        return all;
    }

    ClusterRow find(String address) throws Failure {
        ClusterAddress meant = ClusterAddress.of(address);
        List<ClusterRow> matches = all().stream().filter(row -> row.isMeantBy(meant)).toList();
        if (matches.size() > 1) {
            matches = preferred(matches);
        }
        if (matches.isEmpty()) {
            throw new Failure(
                    ExitCode.NOT_FOUND,
                    "there is no cluster " + address + " (cluster_not_found)",
                    "see what there is with: pw clusters ls");
        }
        if (matches.size() > 1) {
            throw new Failure(
                    ExitCode.CONFLICT,
                    "several clusters are named " + address,
                    "name one of: "
                            + String.join(
                                    " ",
                                    matches.stream()
                                            .map(row -> row.address().toString())
                                            .toList()));
        }
        return matches.getFirst();
    }

    /** A bare name means one's own cluster first, then the organization's. */
    private List<ClusterRow> preferred(List<ClusterRow> matches) throws Failure {
        String me = username();
        List<ClusterRow> own =
                matches.stream().filter(row -> !row.isManaged() && row.owner().equals(me)).toList();
        List<ClusterRow> managed = matches.stream().filter(ClusterRow::isManaged).toList();
        return !own.isEmpty() ? own : managed.isEmpty() ? matches : managed;
    }

    private String username() throws Failure {
        Optional<String> stored = invocation.login().identity().flatMap(Identity::username);
        return stored.isPresent()
                ? stored.get()
                : invocation.api().get("/api/auth/session").path("username").asText();
    }

    String organization() throws Failure {
        Optional<String> stored = invocation.login().identity().flatMap(Identity::organization);
        return stored.isPresent()
                ? stored.get()
                : invocation.api().get("/api/auth/session").path("organization").asText();
    }

    /** The API path of a cluster. */
    String path(String address) throws Failure {
        return find(address).path(organization());
    }
}
