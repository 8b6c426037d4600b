package activate.agenthub;

import com.github.benmanes.caffeine.cache.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** By what time caches forget: one that no correction of the machine's clock moves. */
@ApplicationScoped
class CacheTime {
    @Produces
    @Singleton
    Ticker ticker() {
        return Ticker.systemTicker();
    }
}
