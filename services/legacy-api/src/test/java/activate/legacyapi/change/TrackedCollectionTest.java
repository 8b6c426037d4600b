package activate.legacyapi.change;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.rig.Stores;
import activate.servicekit.outbox.Outbox;
import activate.servicekit.outbox.OutboxEntry;
import activate.servicekit.outbox.OutboxRelay;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
@SuppressWarnings("NullAway.Init") // The container fills the fields.
final class TrackedCollectionTest {
    @Inject MongoClient mongo;
    @Inject OutboxRelay relay;

    /** As small as a document can be. */
    public record Thing(
            @BsonId String id,
            long version,
            List<OutboxEntry> outbox,
            @Nullable Instant outboxAt,
            @Nullable Instant deletedAt)
            implements Tracked {}

    @Test
    void whatWasToldWhileAChangeWasMadeDoesNotComeBack() {
        // Given: an entry that some relay is about to tell
        MongoCollection<Thing> documents =
                mongo.getDatabase("tracked").getCollection("things", Thing.class);
        documents.deleteMany(new Document());
        documents.insertOne(
                new Thing(
                        "t",
                        1,
                        List.of(new OutboxEntry.Message("m-1", "thing.made", "{}")),
                        null,
                        null));
        TrackedCollection<Thing> tracked =
                new TrackedCollection<>(documents, relay.of(documents, Outbox.Fields.PLAIN));
        List<Integer> seen = new ArrayList<>();

        // When: it is told after the document was read and before it is replaced
        tracked.update(
                "t",
                before -> {
                    seen.add(before.outbox().size());
                    documents.updateOne(
                            Filters.eq("_id", "t"),
                            Updates.pull("outbox", new Document("id", "m-1")));
                    return new Thing("t", before.version() + 1, before.outbox(), null, null);
                });

        // Then: the change is made again on top of what is left
        assertThat(seen).containsExactly(1, 0);
        assertThat(documents.find().map(Thing::outbox).first()).isEmpty();
    }
}
