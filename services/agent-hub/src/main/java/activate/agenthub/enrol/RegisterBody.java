package activate.agenthub.enrol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A registration: the shape of the public API, and what our own agent adds. */
record RegisterBody(
        @Nullable String token,
        @Nullable String hostname,
        @Nullable List<String> ipAddresses,
        @Nullable String os,
        @Nullable String arch,
        @Nullable String publicKey,
        @Nullable Integer sshPort,
        @Nullable List<String> sshHostKeys,
        @Nullable String agentVersion) {

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "RegisterBody[hostname=" + hostname + "]";
    }

    /** The identity, shown once. */
    record Answer(
            String apiKey,
            String clusterName,
            String hostname,
            String organization,
            String nodeId,
            String clusterId) {

        /** Never shows the secret. */
        @Override
        public String toString() {
            return "Answer[nodeId=" + nodeId + "]";
        }
    }
}
