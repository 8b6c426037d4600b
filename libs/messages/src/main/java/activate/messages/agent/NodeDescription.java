package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node is: the members that {@link Registration} and {@link Heartbeat} share.
 *
 * @param os such as {@code linux}
 * @param arch such as {@code amd64}
 * @param agentVersion absent from agents that are not ours
 * @param sshPort port of the node's SSH server; 22 where absent
 * @param sshHostKeys lines of the form {@code type base64}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NodeDescription(
        String hostname,
        String os,
        String arch,
        List<String> ipAddresses,
        @Nullable String agentVersion,
        @Nullable Integer sshPort,
        @Nullable List<String> sshHostKeys) {}
