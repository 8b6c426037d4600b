package activate.legacyapi.change;

import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxRelay;
import activate.servicekit.startup.Preparation;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import io.quarkus.mongodb.panache.PanacheMongoRepositoryBase;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/// A store whose documents carry changes; the relay visits every one of them. The service is not
/// ready before its indexes are there.
public abstract class TrackedStore<T extends Tracked>
        implements PanacheMongoRepositoryBase<T, String>, Preparation {
    /// A document that is no tombstone.
    protected static final Bson LIVE = Filters.exists("deletedAt", false);

    private static final int ORDER = 10;

    @Inject
    @SuppressWarnings("NullAway.Init")
    OutboxRelay relay;

    @SuppressWarnings("NullAway.Init")
    private Outbox outbox;

    /// Its documents are looked after from the start.
    @PostConstruct
    protected void openOutbox() {
        outbox = relay.of(mongoCollection(), Outbox.Fields.PLAIN);
    }

    /// The documents.
    public TrackedCollection<T> tracked() {
        return new TrackedCollection<>(mongoCollection(), outbox);
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public boolean isRequired() {
        return true;
    }

    @Override
    public void prepare() {
        createIndexes(mongoCollection());
        outbox.createIndex();
        new FormerOutboxes(mongoCollection()).convert();
    }

    /// Makes the indexes of the store's own conditions; repeating it is harmless.
    protected abstract void createIndexes(MongoCollection<T> documents);

    /// Some document that meets the condition and is no tombstone.
    protected Optional<T> first(Bson condition) {
        return Optional.ofNullable(mongoCollection().find(live(condition)).first());
    }

    /// Every document that meets the condition and is no tombstone, in the order of the ids.
    protected List<T> every(Bson condition) {
        return mongoCollection()
                .find(live(condition))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>());
    }

    /// The condition, and that the document is no tombstone.
    protected static Bson live(Bson condition) {
        return Filters.and(condition, LIVE);
    }
}
