package activate.cli.cluster;

import activate.cli.api.Platform;
import activate.cli.credentials.Identity;
import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the cluster that `name`, `pw://name`, `pw://user/name` or an id means to this user. */
final class FindCluster {
    private static final String SCHEME = "pw://";

    private final Platform platform;

    FindCluster(Platform platform) {
        this.platform = platform;
    }

    ClusterRow find(String address) throws Failure {
        List<ClusterRow> all = new ArrayList<>();
        platform.api().get("/api/clusters?scope=all").forEach(row -> all.add(new ClusterRow(row)));
        List<ClusterRow> matches = all.stream().filter(row -> matches(row, address)).toList();
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
                            + String.join(" ", matches.stream().map(ClusterRow::address).toList()));
        }
        return matches.getFirst();
    }

    private static boolean matches(ClusterRow row, String address) {
        if (!address.startsWith(SCHEME)) {
            return row.name().equals(address) || row.row().path("id").asText().equals(address);
        }
        String rest = address.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return slash < 0
                ? row.name().equals(rest)
                : row.owner().equals(rest.substring(0, slash))
                        && row.name().equals(rest.substring(slash + 1));
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
        Optional<String> stored = platform.login().identity().flatMap(Identity::username);
        return stored.isPresent()
                ? stored.get()
                : platform.api().get("/api/auth/session").path("username").asText();
    }

    String organization() throws Failure {
        Optional<String> stored = platform.login().identity().flatMap(Identity::organization);
        return stored.isPresent()
                ? stored.get()
                : platform.api().get("/api/auth/session").path("organization").asText();
    }

    /** The API path of a cluster. */
    String path(String address) throws Failure {
        return find(address).path(organization());
    }
}
