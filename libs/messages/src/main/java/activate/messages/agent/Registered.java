package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a node, shown once.
 *
 * @param apiKey secret of the node
 * @param publicUrl the platform's own address, which the node's proofs name, whatever address was
 *     asked; a platform before this member sends none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Registered(
        String apiKey,
        String clusterName,
        String hostname,
        String organization,
        String nodeId,
        String clusterId,
        @Nullable String publicUrl) {

    /** The same with the address by which agents are to reach the platform. */
    public Registered at(String url) {
        return new Registered(apiKey, clusterName, hostname, organization, nodeId, clusterId, url);
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Registered[nodeId=" + nodeId + "]";
    }
}
