package activate.agent.state;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What enrolment gave this node.
 *
 * @param server `https://host[:port]` of the platform
 * @param apiKey secret of this node
 * @param sshHostKeyFiles public key files to report instead of the system's
 */
public record EnrolledNode(
        URI server,
        Optional<Path> caFile,
        String apiKey,
        String nodeId,
        String clusterName,
        String organization,
        String hostname,
        SshAddress ssh,
        List<Path> sshHostKeyFiles) {
    public EnrolledNode {
        sshHostKeyFiles = List.copyOf(sshHostKeyFiles);
    }

    @Override
    public String toString() {
        return "EnrolledNode[" + hostname + " of " + clusterName + " at " + server + "]";
    }
}
