package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The identity of a node, shown once.
 *
 * @param apiKey secret of the node
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Registered(
        String apiKey,
        String clusterName,
        String hostname,
        String organization,
        String nodeId,
        String clusterId) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Registered[nodeId=" + nodeId + "]";
    }
}
