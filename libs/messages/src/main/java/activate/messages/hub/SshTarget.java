package activate.messages.hub;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What a client needs to reach a node by SSH with strict host key checking, and which ways are open
 * to try.
 *
 * @param user login name: the cluster's {@code slurmUsername}, else the caller's safe user name
 * @param hostKeyAlias name under which the host keys are kept in known_hosts
 * @param direct public addresses that the client may try itself
 * @param peered whether the hub may dial the node's private address itself
 * @param tunnel whether the node has a live tunnel
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SshTarget(
        String cluster,
        String clusterId,
        String node,
        String user,
        int port,
        String hostKeyAlias,
        List<String> hostKeys,
        List<Address> direct,
        boolean peered,
        boolean tunnel,
        boolean online) {

    /** An address that accepts SSH. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Address(String host, int port) {}
}
