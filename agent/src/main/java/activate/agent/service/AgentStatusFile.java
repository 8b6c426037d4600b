package activate.agent.service;

import activate.agent.state.AgentVersion;
import activate.agent.state.StateDirectory;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a running agent leaves for `status` and `doctor`. */
public final class AgentStatusFile {
    private static final Logger LOG = System.getLogger(AgentStatusFile.class.getName());

    private final StateDirectory directory;

    public AgentStatusFile(StateDirectory directory) {
        this.directory = directory;
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
                            .put("version", AgentVersion.TEXT));
        } catch (IOException e) {
            // A full disk must not cut the tunnel.
            LOG.log(Level.WARNING, "status not written reason=\"{0}\"", e.getMessage());
        }
    }
}
