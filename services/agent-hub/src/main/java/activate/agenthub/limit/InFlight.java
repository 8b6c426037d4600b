package activate.agenthub.limit;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what is under way, per key and altogether; nothing stays of a key that is done. */
public final class InFlight {
    private final int mostOfOne;
    private final int mostOfAll;
    private final Map<String, Integer> byKey = new HashMap<>();
    private int all;

    public InFlight(int mostOfOne, int mostOfAll) {
        this.mostOfOne = mostOfOne;
        this.mostOfAll = mostOfAll;
    }

    /**
     * Begins one; false when {@code key}, or all together, have as many as they may.
     *
     * @param key null for one that counts among all only
     */
    public synchronized boolean tryEnter(@Nullable String key) {
        int own = key == null ? 0 : byKey.getOrDefault(key, 0);
        if (all >= mostOfAll || (key != null && own >= mostOfOne)) {
            return false;
        }
        if (key != null) {
            byKey.put(key, own + 1);
        }
        all++;
        return true;
    }

    /** Ends one that {@link #tryEnter} has begun. */
    public synchronized void leave(@Nullable String key) {
        if (key != null) {
            byKey.computeIfPresent(key, (_, own) -> own == 1 ? null : own - 1);
        }
        all--;
    }

    /** How many are under way. */
    public synchronized int size() {
        return all;
    }

    /** How many keys are remembered. */
    public synchronized int keys() {
        return byKey.size();
    }
}
