package activate.agent.service;

import activate.agent.state.AgentVersion;
import activate.agent.state.StateDirectory;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** What a running agent leaves for `status`, `doctor` and the script that tries an upgrade. */
public final class AgentStatusFile {
    private static final Logger LOG = System.getLogger(AgentStatusFile.class.getName());
    private static final Duration RETRY = Duration.ofSeconds(10);

    private final StateDirectory directory;
    private final String supervisor;
    private @Nullable ObjectNode unwritten;
    private boolean failing;

    public AgentStatusFile(StateDirectory directory, Map<String, String> environment) {
        this.directory = directory;
        this.supervisor = environment.getOrDefault("ACTIVATE_AGENT_SUPERVISOR", "");
    }

    public synchronized void write(boolean connected, String detail) {
        store(
                JsonNodeFactory.instance
                        .objectNode()
                        .put("connected", connected)
                        .put("detail", detail)
                        .put("since", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString())
                        .put("pid", ProcessHandle.current().pid())
                        .put("supervisor", supervisor)
                        .put("version", AgentVersion.TEXT));
    }

    /** Writes what could not be written before, as soon as it can be, until interrupted. */
    public void keepTrying() {
        while (!Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(RETRY.toNanos());
            retry();
        }
    }

    private synchronized void retry() {
        ObjectNode status = unwritten;
        if (status != null) {
            store(status);
        }
    }

    /** A full disk or a directory that is gone must not cut the tunnel. */
    private void store(ObjectNode status) {
        try {
            directory.storeStatus(status);
            unwritten = null;
            if (failing) {
                LOG.log(Level.INFO, "status written again");
            }
            failing = false;
        } catch (IOException e) {
            unwritten = status;
            if (!failing) {
                LOG.log(Level.WARNING, "status not written reason=\"{0}\"", e.getMessage());
            }
            failing = true;
        }
    }
}
