package activate.tunnel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The streams of a session by id, and the few subsets that timers look at, so that no timer walks
/// them all.
final class StreamTable {
    private static final long LAST_ID = 0xffff_fffeL;

    private final Map<Integer, TunnelStream> streams = new LinkedHashMap<>();
    private final ArrayDeque<TunnelStream> pendingOpens = new ArrayDeque<>();
    private final Set<TunnelStream> grown = new LinkedHashSet<>();
    private final int peerParity;
    private @Nullable TunnelStream recent;
    private long nextId;
    private int pending;

    /// @param firstId 1 for the client, 2 for the server
    StreamTable(long firstId) {
        this.nextId = firstId;
        this.peerParity = (int) (firstId & 1) ^ 1;
    }

    @Nullable TunnelStream find(int id) {
        TunnelStream last = recent;
        if (last != null && last.id() == id) {
            return last;
        }
        TunnelStream found = streams.get(id);
        if (found != null) {
            recent = found;
        }
        return found;
    }

    boolean isPeerId(int id) {
        return id != 0 && (id & 1) == peerParity;
    }

    boolean hasFreeId() {
        return nextId <= LAST_ID;
    }

    int takeId() {
        int id = (int) nextId;
        nextId += 2;
        return id;
    }

    void add(TunnelStream stream) {
        streams.put(stream.id(), stream);
        if (stream.isLocal()) {
            pending++;
            pendingOpens.add(stream);
        }
    }

    void remove(TunnelStream stream) {
        if (streams.remove(stream.id(), stream)) {
            grown.remove(stream);
            acknowledged(stream);
            if (recent == stream) {
                recent = null;
            }
        }
    }

    void acknowledged(TunnelStream stream) {
        if (stream.acknowledge()) {
            pending--;
        }
    }

    /// The oldest stream that still waits for its ACK.
    @Nullable TunnelStream oldestPending() {
        TunnelStream oldest = pendingOpens.peek();
        while (oldest != null && !oldest.awaitsAck()) {
            pendingOpens.remove();
            oldest = pendingOpens.peek();
        }
        return oldest;
    }

    int pending() {
        return pending;
    }

    int size() {
        return streams.size();
    }

    /// Streams other than the control stream, which lives as long as the session.
    boolean hasWork() {
        if (streams.size() > 1) {
            return true;
        }
        return streams.values().stream().anyMatch(s -> s.streamClass() != StreamClass.CONTROL);
    }

    void noteGrown(TunnelStream stream) {
        grown.add(stream);
    }

    /// Streams whose window may be above the initial one.
    Set<TunnelStream> grown() {
        return grown;
    }

    List<TunnelStream> all() {
        return new ArrayList<>(streams.values());
    }
}
