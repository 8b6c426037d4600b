package activate.agenthub.stranger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The hashes of credentials that were found good and not found wrong since; the least recently used
 * are forgotten beyond a number. Any thread.
 */
final class FoundGood {
    private final Map<String, Boolean> hashes;

    /**
     * @param most how many are remembered
     */
    FoundGood(int most) {
        this.hashes =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                        return size() > most;
                    }
                };
    }

    synchronized boolean contains(String hash) {
        return hashes.get(hash) != null;
    }

    synchronized void add(String hash) {
        hashes.put(hash, true);
    }

    synchronized void remove(String hash) {
        hashes.remove(hash);
    }
}
