package activate.agent.service;

import activate.agent.state.AgentFailure;
import activate.agent.state.StateDirectory;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileLock;

/**
 * Whether an agent runs on a state directory and what it last said. Only the lock tells whether it
 * runs: a file may be left over.
 *
 * @param supervisor process that starts the agent again for an upgrade; 0 where there is none
 */
public record AgentStatus(
        boolean running,
        boolean connected,
        String detail,
        String since,
        long pid,
        long supervisor) {
    public static AgentStatus of(StateDirectory directory) throws IOException {
        boolean running = isLocked(directory);
        JsonNode said = directory.status();
        return new AgentStatus(
                running,
                running && said.path("connected").asBoolean(),
                said.path("detail").asText(),
                said.path("since").asText(),
                said.path("pid").asLong(),
                said.path("supervisor").asLong());
    }

    private static boolean isLocked(StateDirectory directory) throws IOException {
        try (FileLock lock = directory.lock()) {
            return !lock.isValid();
        } catch (AgentFailure _) {
            return true;
        }
    }
}
