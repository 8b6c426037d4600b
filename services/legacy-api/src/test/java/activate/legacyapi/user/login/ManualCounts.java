package activate.legacyapi.user.login;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts in memory; nothing is forgotten before a test says so. */
final class ManualCounts extends TryCounts {
    private final Map<String, Integer> tries = new HashMap<>();
    private final Map<String, Instant> kept = new HashMap<>();

    @Override
    int increment(String key, Instant expiresAt) {
        return tries.merge(key, 1, Integer::sum);
    }

    @Override
    void decrement(String key) {
        tries.computeIfPresent(key, (_, before) -> Math.max(before - 1, 0));
    }

    @Override
    void keep(String key, Instant expiresAt) {
        kept.put(key, expiresAt);
    }

    @Override
    boolean isKept(String key, Instant now) {
        return now.isBefore(kept.getOrDefault(key, Instant.MIN));
    }

    @Override
    boolean take(String key, Instant expiresAt) {
        return kept.putIfAbsent(key, expiresAt) == null;
    }

    @Override
    void forget(String key) {
        tries.remove(key);
    }
}
