package activate.agent.heartbeat;

import activate.agent.platform.AgentApi;
import activate.agent.platform.WireJson;
import activate.agent.state.EnrolledNode;
import activate.messages.agent.Heartbeat;
import activate.outbound.OutboundException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Reports this node every 15 seconds, a little unevenly so that many nodes do not report at once.
 */
public final class SendHeartbeats {
    private static final Logger LOG = System.getLogger(SendHeartbeats.class.getName());
    private static final long PERIOD_MILLIS = 15_000;
    private static final long JITTER_MILLIS = 1_500;
    private static final Duration SCHEDULER_AGE = Duration.ofSeconds(60);
    private static final int KEYS_EVERY = 20;
    private static final int GUESSED_KEYS_EVERY = 4;
    private static final long GROWN_HEAP = 24L << 20;

    private final EnrolledNode identity;
    private final AgentApi api;
    private final RandomGenerator random;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ReadMetrics metrics = new ReadMetrics();
    private final SlurmReport slurm = new SlurmReport(SCHEDULER_AGE);
    private final ListFilesystems filesystems = new ListFilesystems();
    private final ReportedKeys hostKeys = new ReportedKeys();
    private int beats;
    private boolean failing;

    public SendHeartbeats(EnrolledNode identity, AgentApi api, RandomGenerator random) {
        this.identity = identity;
        this.api = api;
        this.random = random;
    }

    /** Reports until {@link #stop}. */
    public void run() {
        try {
            do {
                beat();
            } while (!stop.await(
                    PERIOD_MILLIS - JITTER_MILLIS + random.nextLong(2 * JITTER_MILLIS),
                    TimeUnit.MILLISECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    public void stop() {
        stop.countDown();
    }

    /**
     * After a large copy the heap stays grown until a full collection, which an idle agent never
     * needs by itself.
     */
    private static void giveBackMemory() {
        if (Runtime.getRuntime().totalMemory() > GROWN_HEAP) {
            System.gc();
        }
    }

    private void beat() {
        giveBackMemory();
        try {
            AgentApi.Answer answer =
                    api.heartbeat(FitBody.of(WireJson.tree(report())), identity.apiKey());
            note(answer.isSuccess() ? "" : answer.detail());
        } catch (OutboundException e) {
            note(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // One odd reading must not end the reports for good.
            note(e.toString());
        }
    }

    /** Once when it begins to fail and once when it works again. */
    private void note(String failure) {
        if (failing != failure.isEmpty()) {
            return;
        }
        failing = !failure.isEmpty();
        if (failing) {
            LOG.log(Level.WARNING, "heartbeat failed reason=\"{0}\"", failure);
        } else {
            LOG.log(Level.INFO, "heartbeat accepted again");
        }
    }

    /** What is sent now; names and figures are not made to fit yet. */
    Heartbeat report() {
        MachineFacts facts = MachineFacts.system();
        // The name of the enrolment: it is what the platform knows this node by.
        String name = identity.hostname().isEmpty() ? facts.hostname() : identity.hostname();
        int every = hostKeys.isGuess() ? GUESSED_KEYS_EVERY : KEYS_EVERY;
        if (beats++ % every == 0 || hostKeys.keys().isEmpty()) {
            hostKeys.take(new HostKeys(identity.sshHostKeyFiles(), identity.ssh()).read());
        }
        Optional<ReadMetrics.Reading> reading = metrics.read();
        return new Heartbeat(
                facts.described(name, identity.ssh().port(), hostKeys.keys()),
                facts.osRelease().isEmpty() ? null : facts.osRelease(),
                reading.map(ReadMetrics.Reading::metrics).orElse(null),
                reading.map(ReadMetrics.Reading::systemInfo).orElse(null),
                filesystems.list(),
                slurm.latest().orElse(null));
    }
}
