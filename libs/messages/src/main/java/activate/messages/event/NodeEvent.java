package activate.messages.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A node was enrolled, came online, went offline or was revoked.
 *
 * @param generation link that the fact is about; 0 where there was none
 * @param reason why, for example {@code timeout} or {@code superseded}
 * @param actor user name of who caused it, where a person did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeEvent(
        String nodeId,
        String clusterId,
        String clusterName,
        String organization,
        String hostname,
        long generation,
        @Nullable String reason,
        @Nullable String actor) {}
