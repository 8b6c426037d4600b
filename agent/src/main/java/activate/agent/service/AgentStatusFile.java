package activate.agent.service;

import activate.agent.state.AgentVersion;
import activate.agent.state.StateDirectory;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** What a running agent leaves for `status`, `doctor` and the script that tries an upgrade. */
public final class AgentStatusFile {
    private static final Logger LOG = System.getLogger(AgentStatusFile.class.getName());

    private final StateDirectory directory;
    private final String supervisor;

    public AgentStatusFile(StateDirectory directory, Map<String, String> environment) {
        this.directory = directory;
        this.supervisor = environment.getOrDefault("ACTIVATE_AGENT_SUPERVISOR", "");
    }

    public void write(boolean connected, String detail) {
        try {
            directory.storeStatus(
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("connected", connected)
                            .put("detail", detail)
                            .put("since", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                            .put("pid", ProcessHandle.current().pid())
                            .put("supervisor", supervisor)
                            .put("version", AgentVersion.TEXT));
        } catch (IOException e) {
            // A full disk must not cut the tunnel.
            LOG.log(Level.WARNING, "status not written reason=\"{0}\"", e.getMessage());
        }
    }
}
