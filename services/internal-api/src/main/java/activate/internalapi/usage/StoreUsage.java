package activate.internalapi.usage;

import activate.messages.event.UsageInterval;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Writes an interval into the ledger once, however often and in whatever order it is delivered. */
@ApplicationScoped
class StoreUsage {

    private final UsageStore store;

    StoreUsage(UsageStore store) {
        this.store = store;
    }

    /** What a delivery came to. */
    enum Outcome {
        RECORDED,
        KNOWN,
        /**
         * The key is known with other content: the first one stays, this one is for a person to
         * look at.
         */
        CONTRADICTED
    }

    @Transactional
    Outcome record(UsageInterval interval) {
        if (store.add(interval)) {
            return Outcome.RECORDED;
        }
        UsageEntry known = store.findById(new UsageEntry.Key(interval.source(), interval.id()));
        return known != null && known.says(interval) ? Outcome.KNOWN : Outcome.CONTRADICTED;
    }
}
