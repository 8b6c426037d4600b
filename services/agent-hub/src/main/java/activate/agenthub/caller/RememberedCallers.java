package activate.agenthub.caller;

import activate.agenthub.HubConfig;
import activate.agenthub.caller.Callers.Identified;
import activate.servicekit.caller.Revocation;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose an API key or cookie is, as legacy-api said a moment ago. Any thread. */
@ApplicationScoped
class RememberedCallers {
    private static final int MOST = 10_000;

    private final Ticker ticker;
    private final Duration memory;
    private final Cache<String, Remembered> byHash;

    /**
     * @param until reading of the ticker from which legacy-api is asked again
     */
    private record Remembered(Identified identified, long until) {}

    RememberedCallers(HubConfig config, Ticker ticker) {
        this.ticker = ticker;
        this.memory = config.callerMemory();
        this.byHash =
                Caffeine.newBuilder()
                        .maximumSize(MOST)
                        .expireAfter(Expiry.<String, Remembered>writing((_, known) -> left(known)))
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .build();
    }

    private Duration left(Remembered known) {
        return Duration.ofNanos(Math.max(0, known.until() - ticker.read()));
    }

    /** A moment, to be named when the answer of legacy-api has come. */
    long now() {
        return ticker.read();
    }

    /** Who showed the credential of this hash. */
    Optional<Identified> find(String hash) {
        return Optional.ofNullable(byHash.getIfPresent(hash)).map(Remembered::identified);
    }

    /**
     * Remembers who showed a credential.
     *
     * @param asked the moment {@link #now} before legacy-api was asked: what it said is as old
     * @param life of the credential from then on; null where its end is not near
     */
    void add(String hash, Identified identified, long asked, @Nullable Duration life) {
        Duration kept = life != null && life.compareTo(memory) < 0 ? life : memory;
        byHash.put(hash, new Remembered(identified, asked + kept.toNanos()));
    }

    /** Forgets one. */
    void remove(String hash) {
        byHash.invalidate(hash);
    }

    /** Forgets what a revocation has made void. */
    void forget(Revocation revocation) {
        byHash.asMap().values().removeIf(r -> revocation.voids(r.identified().caller()));
    }
}
