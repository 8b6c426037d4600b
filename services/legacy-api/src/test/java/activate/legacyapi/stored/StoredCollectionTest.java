package activate.legacyapi.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.legacyapi.compute.cluster.Cluster;
import activate.legacyapi.compute.cluster.ClusterActivity;
import activate.legacyapi.compute.cluster.ClusterState;
import activate.legacyapi.compute.cluster.ClusterStore;
import activate.legacyapi.compute.cluster.ClusterType;
import activate.legacyapi.rig.Stores;
import activate.messages.identity.UuidV7;
import activate.servicekit.outbox.OutboxEntry;
import activate.testkit.time.Eventually;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stores.class)
@SuppressWarnings("NullAway.Init") // The container fills the fields.
final class StoredCollectionTest {
    private static final Activity CREATED = ClusterActivity.CREATED.by(Actor.SYSTEM);
    private static final Activity UPDATED = ClusterActivity.UPDATED.by(Actor.SYSTEM);
    private static final Activity DELETED = ClusterActivity.DELETED.by(Actor.SYSTEM);

    @Inject ClusterStore clusters;

    @BeforeEach
    void ready() {
        clusters.prepare();
    }

    @Test
    void whatWasToldWhileAChangeWasMadeDoesNotComeBack() {
        // Given: an entry that some relay is about to tell
        Cluster made = made(unique(), null);
        push(made.id(), "m-1");
        List<Integer> seen = new ArrayList<>();

        // When: it is told after the document was read and before it is replaced
        clusters.change(
                made.id(),
                UPDATED,
                before -> {
                    seen.add(before.trail().outbox().size());
                    clusters.mongoCollection()
                            .updateOne(
                                    Filters.eq("_id", made.id()),
                                    Updates.pull(
                                            Trail.FIELDS.entries(), new Document("id", "m-1")));
                    return renamed(before, unique());
                });

        // Then: the change is made again on top of what is left
        assertThat(seen).containsExactly(1, 0);
        assertThat(stored(made.id()).trail().outbox())
                .extracting(OutboxEntry::id)
                .doesNotContain("m-1");
    }

    @Test
    void aChangeThatChangesNothingIsNotWritten() {
        Cluster made = made(unique(), null);

        Cluster after =
                clusters.change(made.id(), UPDATED, before -> renamed(before, before.name()))
                        .orElseThrow();

        assertThat(after.trail().version()).isEqualTo(1);
        assertThat(stored(made.id()).trail().version()).isEqualTo(1);
    }

    @Test
    void aTombstoneIsNoDocumentAndItsKeysAreFree() {
        // Given: one that something is still to be told of
        String name = unique();
        Cluster made = made(name, "request-of-" + name);
        push(made.id(), "m-2");
        assertThatThrownBy(() -> made(name, null)).isInstanceOf(DuplicateKey.class);
        assertThatThrownBy(() -> made(unique(), "request-of-" + name))
                .isInstanceOf(DuplicateKey.class);

        // When
        Cluster tombstone = clusters.delete(made.id(), DELETED).orElseThrow();

        // Then
        assertThat(tombstone.trail().deletedAt()).isNotNull();
        assertThat(tombstone.trail().keys()).isEqualTo(Trail.Keys.NONE);
        assertThat(tombstone.trail().version()).isEqualTo(2);
        assertThat(clusters.byId(made.id())).isEmpty();
        assertThat(clusters.delete(made.id(), DELETED)).isEmpty();
        assertThat(clusters.note(made.id(), UPDATED)).isFalse();
        assertThat(made(name, "request-of-" + name).id()).isNotEqualTo(made.id());
    }

    @Test
    void aDocumentThatTooMuchIsToBeToldOfDoesNotChange() {
        Cluster made = made(unique(), null);
        clusters.mongoCollection()
                .updateOne(
                        Filters.eq("_id", made.id()),
                        Updates.pushEach(
                                Trail.FIELDS.entries(),
                                IntStream.range(0, 1_000)
                                        .mapToObj(number -> entry("m-" + number))
                                        .toList()));

        assertThatThrownBy(
                        () ->
                                clusters.change(
                                        made.id(), UPDATED, before -> renamed(before, unique())))
                .hasMessageContaining("Too many want to change this");
        assertThat(stored(made.id()).name()).isEqualTo(made.name());
    }

    @Test
    void pagesAreReadOneByOneAndHoldEachDocumentOnce() {
        // Given
        String owner = unique();
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        List<Cluster> planted =
                IntStream.range(0, 401)
                        .mapToObj(number -> planted(owner, "c%03d".formatted(number), now))
                        .toList();
        clusters.mongoCollection().insertMany(planted);

        // When: the last one goes away after the first page was read
        Iterator<List<Cluster>> pages = clusters.ownedBy("stored", owner).iterator();
        List<Cluster> seen = new ArrayList<>(pages.next());
        clusters.mongoCollection().deleteOne(Filters.eq("_id", planted.getLast().id()));
        pages.forEachRemaining(seen::addAll);

        // Then
        assertThat(seen)
                .extracting(Cluster::id)
                .containsExactlyElementsOf(
                        planted.subList(0, 400).stream().map(Cluster::id).toList());
    }

    private static Cluster planted(String owner, String name, Instant now) {
        return new Cluster(
                owner + name,
                Trail.begun(now, null),
                ClusterType.EXISTING,
                "stored",
                owner,
                "u",
                ClusterState.of(name, null, null, null));
    }

    private static String unique() {
        return "c-" + UuidV7.system().next();
    }

    private Cluster made(String name, @Nullable String request) {
        Cluster made =
                clusters.create(
                        CREATED,
                        request == null ? null : new RequestKey(request, "hash"),
                        (id, trail) ->
                                new Cluster(
                                        id,
                                        trail,
                                        ClusterType.EXISTING,
                                        "stored",
                                        "ann",
                                        "u",
                                        ClusterState.of(name, null, null, null)));
        // From then on nobody but the test touches its outbox.
        Eventually.holds(
                "its making is told",
                Duration.ofSeconds(20),
                () -> stored(made.id()).trail().dueAt() == null);
        return made;
    }

    private static Cluster renamed(Cluster before, String name) {
        return new Cluster(
                before.id(),
                before.trail(),
                before.type(),
                before.organization(),
                before.owner(),
                before.ownerId(),
                before.state().described(name, null, null, List.of()));
    }

    private void push(String id, String entry) {
        clusters.mongoCollection()
                .updateOne(
                        Filters.eq("_id", id), Updates.push(Trail.FIELDS.entries(), entry(entry)));
    }

    private static Document entry(String id) {
        return new Document("kind", "message")
                .append("id", id)
                .append("type", "thing.made")
                .append("json", "{}");
    }

    private Cluster stored(String id) {
        return Objects.requireNonNull(
                clusters.mongoCollection().find(Filters.eq("_id", id)).first());
    }
}
