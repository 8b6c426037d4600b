package activate.agenthub.presence;

import activate.agenthub.HubLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Notices nodes whose identity has two holders, each of whom takes the tunnel from the other. Such
 * a node keeps the tunnel that it has for a while, so that neither has it in turns. Any thread.
 */
@ApplicationScoped
public class Takeovers {
    private final int most;
    private final Duration window;
    private final Duration pause;
    private final InstantSource clock;

    /** The least recently seen first; gone when they say nothing any more. */
    private final Map<String, Seen> byNode = new LinkedHashMap<>(16, 0.75f, true);

    private static final class Seen {
        private final Deque<Instant> at = new ArrayDeque<>();
        private Instant pausedUntil = Instant.EPOCH;
    }

    Takeovers(HubLimits limits, InstantSource clock, MeterRegistry metrics) {
        metrics.gauge("activate.hub.held", Tags.of("what", "takeovers"), this, Takeovers::size);
        this.most = limits.takeovers();
        this.window = limits.takeoverWindow();
        this.pause = limits.takeoverPause();
        this.clock = clock;
    }

    /** Notes that a link took the place of a live one; true when that is an alarm. */
    public synchronized boolean isAlarming(String nodeId) {
        Instant now = clock.instant();
        forget(now);
        Seen seen = byNode.computeIfAbsent(nodeId, _ -> new Seen());
        while (!seen.at.isEmpty() && seen.at.getFirst().isBefore(now.minus(window))) {
            seen.at.removeFirst();
        }
        seen.at.addLast(now);
        if (seen.at.size() < most) {
            return false;
        }
        seen.at.clear();
        seen.pausedUntil = now.plus(pause);
        return true;
    }

    /** Whether the node has to keep the tunnel that it has, if it has one. */
    public synchronized boolean isPaused(String nodeId) {
        Seen seen = byNode.get(nodeId);
        return seen != null && clock.instant().isBefore(seen.pausedUntil);
    }

    /** How many nodes are remembered. */
    public synchronized int size() {
        return byNode.size();
    }

    private void forget(Instant now) {
        var eldest = byNode.values().iterator();
        while (eldest.hasNext()) {
            Seen seen = eldest.next();
            boolean isRecent = !seen.at.isEmpty() && !seen.at.getLast().isBefore(now.minus(window));
            if (isRecent || now.isBefore(seen.pausedUntil)) {
                return;
            }
            eldest.remove();
        }
    }
}
