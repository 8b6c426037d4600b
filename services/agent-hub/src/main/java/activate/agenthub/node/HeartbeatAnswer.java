package activate.agenthub.node;

import java.util.Map;

/**
 * The answer to a heartbeat.
 *
 * @param accessManagement absent members mean that the node manages them itself
 */
record HeartbeatAnswer(
        String status, Map<String, Boolean> accessManagement, boolean schedulerReporter) {}
