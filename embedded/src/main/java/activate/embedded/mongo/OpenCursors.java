package activate.embedded.mongo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whose the open cursors are, so many of each owner at most, and each only as long as it is used.
 * As with mongod they do not end with the connection that opened them: a driver goes on with any
 * other of its pool. Also one that asks for {@code noCursorTimeout} has to be used.
 */
final class OpenCursors {

    /** As that of mongod. */
    static final Duration IDLE = Duration.ofMinutes(10);

    /** More than the requests that one client of the edge may have at a service. */
    static final int MOST_OF_ONE = 1_000;

    private record Cursor(String owner, Instant usedAt) {}

    private final InstantSource clock;

    /** In the order of their last use. */
    private final Map<Long, Cursor> cursors = new LinkedHashMap<>();

    OpenCursors(InstantSource clock) {
        this.clock = clock;
    }

    /** False where the owner has too many already. */
    synchronized boolean add(String owner, long id) {
        long open = cursors.values().stream().filter(one -> one.owner().equals(owner)).count();
        if (open >= MOST_OF_ONE) {
            return false;
        }
        cursors.put(id, new Cursor(owner, clock.instant()));
        return true;
    }

    /** Nothing for a cursor that is not open. */
    synchronized Optional<String> ownerOf(long id) {
        return Optional.ofNullable(cursors.get(id)).map(Cursor::owner);
    }

    synchronized void use(long id) {
        Cursor used = cursors.remove(id);
        if (used != null) {
            cursors.put(id, new Cursor(used.owner(), clock.instant()));
        }
    }

    synchronized void remove(long id) {
        cursors.remove(id);
    }

    /** Removes those that nobody has used for too long. */
    synchronized List<Long> removeIdle() {
        Instant latest = clock.instant().minus(IDLE);
        List<Long> idle =
                cursors.entrySet().stream()
                        .takeWhile(cursor -> !cursor.getValue().usedAt().isAfter(latest))
                        .map(Map.Entry::getKey)
                        .toList();
        idle.forEach(cursors::remove);
        return idle;
    }
}
