package activate.servicekit.outbox;

import activate.backoff.Backoff;
import activate.servicekit.log.LogText;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Who takes entries of one kind, and whether it does at present. Once it did not, each wait for it
 * would be in vain, so it is left alone for a pause that grows with its failures.
 */
final class Receiver {
    private static final Logger LOG = Logger.getLogger(Receiver.class);
    private static final Backoff PAUSE = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final String name;
    private final Way way;
    private final InstantSource clock;
    private final RandomGenerator random;
    private State state = new State.Answering();

    /** Hands one entry over. */
    @FunctionalInterface
    interface Way {
        void carry(OutboxEntry entry) throws Exception;
    }

    private sealed interface State {
        record Answering() implements State {}

        /** Has failed so often in a row; not asked before {@code until}. */
        record Away(int failures, Instant until) implements State {}
    }

    Receiver(String name, Way way, InstantSource clock, RandomGenerator random) {
        this.name = name;
        this.way = way;
        this.clock = clock;
        this.random = random;
    }

    /** Whether it has taken the last entry that it was asked to. */
    synchronized boolean answers() {
        return state instanceof State.Answering;
    }

    /** When to try again; in the past when it may be asked now. */
    synchronized Instant notBefore() {
        return state instanceof State.Away away ? away.until() : Instant.MIN;
    }

    /**
     * Whether to ask it now: it answers, or its pause is over. Then only the first one that comes
     * finds out; the others wait for another pause.
     */
    synchronized boolean mayBeTried() {
        if (state instanceof State.Away(int failures, Instant until)) {
            Instant now = clock.instant();
            if (until.isAfter(now)) {
                return false;
            }
            state = new State.Away(failures, now.plus(PAUSE.pause(failures, random)));
        }
        return true;
    }

    /** Hands the entry over; false when it was not taken. */
    boolean take(OutboxEntry entry) throws InterruptedException {
        try {
            way.carry(entry);
            answered();
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) { // Whatever it was, the entry is still in its document.
            failed(e);
            return false;
        }
    }

    private synchronized void answered() {
        if (state instanceof State.Away away) {
            LOG.infof("outbox is carried out again to=%s failures=%d", name, away.failures());
        }
        state = new State.Answering();
    }

    private synchronized void failed(Exception cause) {
        int failures = state instanceof State.Away away ? away.failures() + 1 : 1;
        state = new State.Away(failures, clock.instant().plus(PAUSE.pause(failures, random)));
        if (failures == 1) {
            LOG.warnf("outbox waits to=%s cause=%s", name, LogText.of(cause));
        }
    }
}
