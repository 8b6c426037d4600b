package activate.agenthub.presence;

import activate.agenthub.HubConfig;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One row a hub in the collection {@code hubs}: its epoch, which counts its lives, and the time at
 * which it was last known to live.
 */
@ApplicationScoped
class HubLease {
    private final MongoCollection<Document> hubs;
    private final HubConfig config;
    private final InstantSource clock;

    /** A life of a hub that is over. */
    record Ended(String hub, long epoch, Instant lastSeenAt) {}

    /** The life that began, and the one before it, if there was one. */
    record Begun(long epoch, List<Ended> ended) {}

    HubLease(
            MongoClient mongo,
            @ConfigProperty(name = "quarkus.mongodb.database") String database,
            HubConfig config,
            InstantSource clock) {
        this.hubs = mongo.getDatabase(database).getCollection("hubs");
        this.config = config;
        this.clock = clock;
    }

    /** Begins a new life of this hub. */
    Begun begin() {
        Document before =
                hubs.findOneAndUpdate(
                        Filters.eq(config.id()),
                        Updates.combine(
                                Updates.inc("epoch", 1L),
                                Updates.set("leaseAt", Date.from(clock.instant()))),
                        new FindOneAndUpdateOptions()
                                .upsert(true)
                                .returnDocument(ReturnDocument.BEFORE));
        if (before == null) {
            return new Begun(1, List.of());
        }
        long epoch = before.getLong("epoch") + 1;
        return new Begun(epoch, List.of(new Ended(config.id(), epoch, lastSeen(before))));
    }

    /** Says that this life goes on; false when a later life of the same hub has begun. */
    boolean renew(long epoch) {
        return hubs.updateOne(
                                Filters.and(Filters.eq(config.id()), Filters.eq("epoch", epoch)),
                                Updates.set("leaseAt", Date.from(clock.instant())))
                        .getMatchedCount()
                == 1;
    }

    /** Other hubs that have not renewed for the life of a lease. */
    List<Ended> expired() {
        Instant limit = clock.instant().minus(config.leaseLife());
        List<Ended> found = new ArrayList<>();
        for (Document hub :
                hubs.find(
                        Filters.and(
                                Filters.ne("_id", config.id()),
                                Filters.lt("leaseAt", Date.from(limit))))) {
            found.add(new Ended(hub.getString("_id"), hub.getLong("epoch") + 1, lastSeen(hub)));
        }
        return found;
    }

    private static Instant lastSeen(Document hub) {
        return hub.getDate("leaseAt").toInstant();
    }
}
