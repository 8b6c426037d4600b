package activate.embedded.mongo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.ManualClock;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cursors that clients open and leave, over the server that is really behind. */
final class GuardedBackendTest {

    private static final String OWN = "activate_agent_hub";
    private static final String FOREIGN = "activate_legacy_api";
    private static final Duration ALMOST = OpenCursors.IDLE.minusMillis(1);
    private static final int NOT_FOUND = 43;
    private static final int TOO_MANY = 146;
    private static final int UNAUTHORIZED = 13;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final DurableBackend behind =
            new DurableBackend(new MVStore.Builder().autoCommitDisabled().open(), () -> {});
    private final GuardedBackend guard =
            new GuardedBackend(behind, Map.of("agent-hub", OWN, "legacy-api", FOREIGN), clock);
    private final EmbeddedChannel hub = connection("agent-hub");
    private final EmbeddedChannel other = connection("legacy-api");

    @BeforeEach
    void insert() {
        List<Document> rows = IntStream.range(0, 10).mapToObj(i -> new Document("_id", i)).toList();
        for (String database : List.of(OWN, FOREIGN)) {
            behind.handleCommand(
                    hub,
                    database,
                    "insert",
                    new Document("insert", "rows").append("documents", rows));
        }
    }

    @AfterEach
    void close() {
        hub.close().syncUninterruptibly();
        other.close().syncUninterruptibly();
        behind.close();
    }

    @Test
    void aCursorGoesWhenItHasNotBeenUsedForTenMinutes() {
        long cursor = opened(find(hub, OWN));
        // Given one that is used every now and then, in whatever spelling
        for (String word : List.of("getMore", "GETMORE")) {
            clock.advance(ALMOST);
            assertThat(next(more(hub, OWN, word, cursor))).hasSize(2);
        }
        // When it is not used for ten minutes
        clock.advance(OpenCursors.IDLE);
        // Then it is gone with the next word of anybody, also from the server behind
        guard.handleCommand(other, "admin", "ping", new Document("ping", 1));
        assertThat(openBehind()).isZero();
        assertThat(code(more(hub, OWN, "getMore", cursor))).isEqualTo(NOT_FOUND);
    }

    @Test
    void aCursorInUseStaysThoughOlderAndYoungerOnesGo() {
        // Given three, of which the second was used last
        opened(find(hub, OWN));
        long second = opened(find(hub, OWN));
        clock.advance(Duration.ofMinutes(1));
        opened(find(other, FOREIGN));
        clock.advance(Duration.ofMinutes(1));
        more(hub, OWN, "getMore", second);
        // When the others have not been used for ten minutes
        clock.advance(Duration.ofMinutes(9));
        // Then that one is left
        assertThat(next(more(hub, OWN, "getMore", second))).hasSize(2);
        assertThat(openBehind()).isOne();
    }

    @Test
    void anOwnerOpensSoManyAndTheOthersGoOn() {
        // Given one who never reads on
        List<Long> cursors =
                IntStream.range(0, OpenCursors.MOST_OF_ONE)
                        .mapToObj(_ -> opened(find(hub, OWN)))
                        .toList();
        // When he opens another one
        Document refusal = find(hub, OWN);
        // Then he is told why, and the server behind holds no more of them
        assertThat(code(refusal)).isEqualTo(TOO_MANY);
        assertThat(refusal.get("errmsg"))
                .isEqualTo(
                        "too many open cursors: 1000 of activate_agent_hub are open (read them to"
                                + " their end or kill them)");
        assertThat(openBehind()).isEqualTo(OpenCursors.MOST_OF_ONE);
        // And what needs no cursor is answered, his open ones go on, and others open theirs
        Document all = new Document("find", "rows").append("batchSize", 100);
        assertThat(code(guard.handleCommand(hub, OWN, "find", all))).isZero();
        assertThat(next(more(hub, OWN, "getMore", cursors.getLast()))).hasSize(2);
        opened(find(other, FOREIGN));
        // And room is made by killing one, and by time
        kill(hub, OWN, List.of(cursors.getFirst()));
        opened(find(hub, OWN));
        assertThat(code(find(hub, OWN))).isEqualTo(TOO_MANY);
        clock.advance(OpenCursors.IDLE);
        opened(find(hub, OWN));
        assertThat(openBehind()).isOne();
    }

    @Test
    void cursorsReadToTheirEndOrKilledDoNotCount() {
        // Given more than may be open, of which each is closed
        for (int i = 0; i <= OpenCursors.MOST_OF_ONE; i++) {
            long cursor = opened(find(hub, OWN));
            if (i % 2 == 0) {
                // As a driver in Java and a shell send it
                kill(hub, OWN, List.of(i % 4 == 0 ? (Number) cursor : (int) cursor));
            } else {
                Document more = new Document("getMore", cursor).append("batchSize", 100);
                assertThat(next(guard.handleCommand(hub, OWN, "getMore", more))).hasSize(8);
            }
        }
        // Then nothing is left of them
        assertThat(openBehind()).isZero();
        assertThat(IntStream.range(0, OpenCursors.MOST_OF_ONE).map(_ -> code(find(hub, OWN))))
                .containsOnly(0);
    }

    @Test
    void aCursorOutlivesTheConnectionThatOpenedIt() {
        // Given a driver with two connections
        var second = connection("agent-hub");
        long cursor = opened(find(hub, OWN));
        // When that which opened the cursor ends
        guard.handleClose(hub);
        // Then the other one goes on with it, as at mongod
        assertThat(next(more(second, OWN, "getMore", cursor))).hasSize(2);
        second.close().syncUninterruptibly();
    }

    @Test
    void aCursorIsNobodyElses() {
        long cursor = opened(find(hub, OWN));
        // When another one reads on or kills it, then he is refused
        assertThat(code(more(other, FOREIGN, "getMore", cursor))).isEqualTo(UNAUTHORIZED);
        assertThat(code(kill(other, FOREIGN, List.of(cursor)))).isEqualTo(UNAUTHORIZED);
        // And one whose owner has not been noted yet is not there for anybody
        Document find = new Document("find", "rows").append("batchSize", 2);
        long fresh = opened(behind.handleCommand(hub, OWN, "find", find));
        assertThat(code(more(other, FOREIGN, "getMore", fresh))).isEqualTo(NOT_FOUND);
        assertThat(kill(other, FOREIGN, List.of(fresh)).get("cursorsNotFound"))
                .isEqualTo(List.of(fresh));
        assertThat(openBehind()).isEqualTo(2);
    }

    private Document find(EmbeddedChannel from, String database) {
        Document find = new Document("find", "rows").append("batchSize", 2);
        return guard.handleCommand(from, database, "find", find);
    }

    private Document more(EmbeddedChannel from, String database, String word, long cursor) {
        Document more =
                new Document(word, cursor).append("collection", "rows").append("batchSize", 2);
        return guard.handleCommand(from, database, word, more);
    }

    private Document kill(EmbeddedChannel from, String database, List<? extends Number> cursors) {
        Document kill = new Document("killCursors", "rows").append("cursors", cursors);
        return guard.handleCommand(from, database, "killCursors", kill);
    }

    private static long opened(Document answer) {
        long id = (Long) at(answer, "cursor", "id");
        assertThat(id).isNotZero();
        return id;
    }

    private static List<?> next(Document answer) {
        return (List<?>) at(answer, "cursor", "nextBatch");
    }

    private static int code(Document answer) {
        return (Integer) answer.getOrDefault("code", 0);
    }

    /** How many the server behind holds, whatever the guard believes. */
    private long openBehind() {
        return (Long) at(behind.getServerStatus(), "metrics", "cursor", "open", "total");
    }

    private static Object at(Document document, String... path) {
        Object found = document;
        for (String name : path) {
            found = requireNonNull(((Document) found).get(name), document.toString());
        }
        return found;
    }

    private static EmbeddedChannel connection(String name) {
        var channel = new EmbeddedChannel();
        channel.attr(AttributeKey.<Optional<String>>valueOf(ClientCertificate.class, "name"))
                .set(Optional.of(name));
        return channel;
    }
}
