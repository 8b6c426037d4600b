package activate.agent.upgrade;

import activate.agent.service.AgentStatus;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Makes the running agent end, so that the version laid ready is tried, and tells what came of it.
 */
public final class TryVersion {
    private static final Duration POLL = Duration.ofMillis(200);

    private final InstallRoot root;
    private final Duration patience;

    /**
     * @param patience longer than {@code start.sh} may take: ending the old agent, a minute of
     *     trial, ending the new one
     */
    public TryVersion(InstallRoot root, Duration patience) {
        this.root = root;
        this.patience = patience;
    }

    /** What is to be done where the running agent cannot be made to start again; else nothing. */
    public Optional<String> restart(AgentStatus status) {
        if (!status.running()) {
            return Optional.of("no agent runs: its next start tries the new version");
        }
        Optional<ProcessHandle> agent =
                ProcessHandle.of(status.pid())
                        .filter(
                                found ->
                                        status.supervisor() > 0
                                                && found.parent()
                                                        .filter(
                                                                parent ->
                                                                        parent.pid()
                                                                                == status
                                                                                        .supervisor())
                                                        .isPresent());
        if (agent.isEmpty()) {
            return Optional.of(
                    "the running agent was not started by "
                            + root.path().resolve("bin/activate-agent")
                            + " on this machine: end it and start that one");
        }
        return agent.get().destroy()
                ? Optional.empty()
                : Optional.of(
                        "process "
                                + status.pid()
                                + " belongs to another account: its next start tries the new version");
    }

    /** Waits until the new version has linked, or has been given up. */
    public void await(String version) throws AgentFailure, IOException {
        long end = System.nanoTime() + patience.toNanos();
        do {
            if (root.current().filter(version::equals).isPresent()) {
                return;
            }
            Optional<String> reason =
                    root.refused()
                            .filter(refused -> refused.version().equals(version))
                            .map(InstallRoot.Refused::reason);
            if (reason.isPresent()) {
                throw new AgentFailure(
                        Code.FAILED,
                        "the version before goes on: " + reason.get(),
                        "the agent's log says why; try it once more: --again");
            }
            LockSupport.parkNanos(POLL.toNanos());
        } while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted());
        throw new AgentFailure(
                Code.FAILED, "nothing came of the trial in time", "see: activate-agent status");
    }
}
