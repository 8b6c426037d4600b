package activate.tunnel;

import activate.tunnel.OpenResult.Opened;
import activate.tunnel.config.TunnelConfig;
import activate.tunnel.flow.MemoryBudget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A hub and an agent joined without delay; bytes move when the test says so.
final class SessionPair {
    static final long START = 1_000_000_000L;

    final MemoryBudget hubBudget = new MemoryBudget(256L << 20);
    final MemoryBudget agentBudget = new MemoryBudget(256L << 20);
    final RecordingListener hubEvents = new RecordingListener();
    final RecordingListener agentEvents = new RecordingListener();
    final TunnelSession hub;
    final TunnelSession agent;
    long now = START;

    SessionPair() {
        this(TunnelConfig.ACTIVATE);
    }

    SessionPair(TunnelConfig config) {
        hub = TunnelSession.server(config, hubBudget, hubEvents, now);
        agent = TunnelSession.client(config, agentBudget, agentEvents, now);
    }

    /// Moves bytes both ways until neither side has any.
    void exchange() {
        boolean moved = true;
        while (moved) {
            boolean fromHub = move(hub, agent);
            boolean fromAgent = move(agent, hub);
            moved = fromHub || fromAgent;
        }
    }

    boolean move(TunnelSession from, TunnelSession to) {
        boolean moved = false;
        ByteBuffer bytes = from.poll(32 * 1024, now);
        while (bytes != null) {
            moved = true;
            to.receive(bytes, now);
            bytes = from.poll(32 * 1024, now);
        }
        return moved;
    }

    void pass(Duration time) {
        long until = now + time.toNanos();
        while (now < until) {
            now = Math.min(until, now + 100_000_000L);
            hub.tick(now);
            agent.tick(now);
            exchange();
        }
    }

    TunnelStream openFromHub() {
        return open(hub);
    }

    static TunnelStream open(TunnelSession session) {
        return open(session, StreamClass.INTERACTIVE);
    }

    static TunnelStream open(TunnelSession session, StreamClass streamClass) {
        OpenResult result = session.open(streamClass);
        if (result instanceof Opened(TunnelStream stream)) {
            return stream;
        }
        throw new AssertionError(result);
    }

    static byte[] readAll(TunnelStream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        @Nullable ByteBuffer bytes = stream.read();
        while (bytes != null) {
            all.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            bytes = stream.read();
        }
        return all.toByteArray();
    }
}
