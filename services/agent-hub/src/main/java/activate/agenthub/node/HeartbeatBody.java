package activate.agenthub.node;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a node says of itself; the shape of the public API, and its SSH port. */
record HeartbeatBody(
        @Nullable String agentVersion,
        @Nullable String arch,
        @Nullable String hostname,
        @Nullable List<String> ipAddresses,
        @Nullable String os,
        @Nullable String osRelease,
        @Nullable List<Map<String, Object>> filesystems,
        @Nullable Map<String, Object> metrics,
        @Nullable Map<String, Object> systemInfo,
        @Nullable Map<String, Object> scheduler,
        @Nullable List<String> sshHostKeys,
        @Nullable Integer sshPort) {

    /**
     * The answer.
     *
     * @param accessManagement absent members mean that the node manages them itself
     */
    record Answer(
            String status, Map<String, Boolean> accessManagement, boolean schedulerReporter) {}
}
