package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Map;

/**
 * The answer to a {@link Heartbeat}.
 *
 * @param status {@code ok}
 * @param accessManagement absent members mean that the node manages them itself
 * @param schedulerReporter whether reports of the scheduler are wanted from this node
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HeartbeatAnswer(
        String status, Map<String, Boolean> accessManagement, boolean schedulerReporter) {}
