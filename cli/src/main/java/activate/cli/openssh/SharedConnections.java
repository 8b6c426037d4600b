package activate.cli.openssh;

import java.util.List;
import java.util.Optional;

/**
 * Keeps ssh from sharing a connection to another destination of the same word: a ControlPath of the
 * user that holds nothing but the typed word (`%n`) is the same for two nodes of a cluster.
 */
public final class SharedConnections {
    private final String host;

    public SharedConnections(String host) {
        this.host = host;
    }

    public List<String> options() {
        Optional<String> one = path("one.activate");
        return one.isEmpty() || !one.equals(path("other.activate"))
                ? List.of()
                : List.of("-o", "ControlPath=none");
    }

    private Optional<String> path(String name) {
        return SshSettings.of(host, "-o", "HostName=" + name, "-o", "HostKeyAlias=" + name)
                .one("ControlPath")
                .filter(path -> !path.equals("none"));
    }
}
