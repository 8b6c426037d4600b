package activate.tunnel;

import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A hub and an agent over two simulated links, run by virtual time alone.
final class SimulatedTunnel {
    private static final int FRAME_BYTES = 16 * 1024 + 12;

    private record Event(long at, long order, Runnable action) {}

    /// One end: a session, the link it sends on and the driver's state.
    private static final class End {
        final TunnelSession session;
        final SimulatedLink out;
        long tickAt;

        End(TunnelSession session, SimulatedLink out) {
            this.session = session;
            this.out = out;
        }
    }

    final MemoryBudget hubBudget = new MemoryBudget(512L << 20);
    final MemoryBudget agentBudget = new MemoryBudget(512L << 20);
    final RecordingListener hubEvents = new RecordingListener();
    final RecordingListener agentEvents = new RecordingListener();
    final TunnelSession hub;
    final TunnelSession agent;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(
                    Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final End[] ends;
    private long order;
    private long now = 1_000_000_000L;

    SimulatedTunnel(SimulatedLink.Shape shape) {
        this(TunnelConfig.ACTIVATE, shape, shape, null);
    }

    SimulatedTunnel(
            TunnelConfig config,
            SimulatedLink.Shape toAgent,
            SimulatedLink.Shape toHub,
            @Nullable RandomGenerator cuts) {
        hub = TunnelSession.server(config, hubBudget, hubEvents, now);
        agent = TunnelSession.client(config, agentBudget, agentEvents, now);
        ends =
                new End[] {
                    new End(hub, new SimulatedLink(toAgent, cuts)),
                    new End(agent, new SimulatedLink(toHub, cuts))
                };
        ends[0].tickAt = now;
        ends[1].tickAt = now;
    }

    long now() {
        return now;
    }

    void changeRateToAgent(long bytesPerSecond) {
        ends[0].out.changeRate(bytesPerSecond);
    }

    void changeDelay(Duration oneWay) {
        for (End end : ends) {
            end.out.changeDelay(oneWay.toNanos());
        }
    }

    void freezeToHub() {
        ends[1].out.freeze();
    }

    void freeze() {
        ends[0].out.freeze();
        ends[1].out.freeze();
    }

    void at(Duration later, Runnable action) {
        events.add(new Event(now + later.toNanos(), order++, action));
    }

    void every(Duration period, Runnable action) {
        at(
                period,
                () -> {
                    action.run();
                    every(period, action);
                });
    }

    void run(Duration time) {
        long until = now + time.toNanos();
        while (now < until) {
            for (int i = 0; i < 2; i++) {
                deliver(ends[i].out, ends[1 - i].session);
            }
            runEvents();
            long next = until;
            for (End end : ends) {
                next = Math.min(next, drive(end));
            }
            next = Math.min(next, ends[0].out.nextArrival());
            next = Math.min(next, ends[1].out.nextArrival());
            if (!events.isEmpty()) {
                next = Math.min(next, events.peek().at);
            }
            now = Math.max(now + 1, next);
        }
    }

    private void deliver(SimulatedLink link, TunnelSession to) {
        ByteBuffer bytes = link.arrived(now);
        while (bytes != null) {
            to.receive(bytes, now);
            bytes = link.arrived(now);
        }
    }

    private void runEvents() {
        while (!events.isEmpty() && events.peek().at <= now) {
            events.remove().action.run();
        }
    }

    /// Flushes what the link takes, and says when this end wants to run again.
    private long drive(End end) {
        if (now >= end.tickAt) {
            end.tickAt = end.session.tick(now);
        }
        while (end.session.hasOutput() && end.out.room(now) >= FRAME_BYTES) {
            ByteBuffer bytes = end.session.poll(FRAME_BYTES, now);
            if (bytes != null) {
                end.out.send(bytes, now);
            }
        }
        long next = end.tickAt;
        if (end.session.hasOutput()) {
            next = Math.min(next, end.out.roomAt(FRAME_BYTES, now));
        }
        return next;
    }
}
