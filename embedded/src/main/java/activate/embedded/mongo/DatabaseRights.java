package activate.embedded.mongo;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of one database may do: the role {@code readWrite} of MongoDB on it, and the
 * greetings of a driver anywhere. A command that is unknown here is refused.
 */
record DatabaseRights(String database) {

    /** They tell about the server and nothing about its data. */
    private static final Set<String> GREETINGS =
            Set.of(
                    "hello",
                    "ismaster",
                    "ping",
                    "buildinfo",
                    "endsessions",
                    "connectionstatus",
                    "whatsmyuri");

    private static final Set<String> READ_WRITE =
            Set.of(
                    "find",
                    "getmore",
                    "killcursors",
                    "count",
                    "distinct",
                    "aggregate",
                    "insert",
                    "update",
                    "delete",
                    "findandmodify",
                    "create",
                    "drop",
                    "createindexes",
                    "listindexes",
                    "dropindexes",
                    "listcollections",
                    "collstats",
                    "dbstats");

    /** They can name a collection of another database. */
    private static final Set<String> REACHING =
            Set.of("$out", "$merge", "$lookup", "$graphlookup", "$unionwith");

    /** They tell about all databases. */
    private static final Set<String> GLOBAL =
            Set.of(
                    "$changestream",
                    "$currentop",
                    "$listsessions",
                    "$listlocalsessions",
                    "$collstats",
                    "$indexstats");

    private static final int DEEPEST = 100;

    static boolean isGreeting(String command) {
        return GREETINGS.contains(lower(command));
    }

    /** Why the command is refused; nothing when it is not. */
    Optional<String> objection(String command, @Nullable Object target, Document query) {
        if (isGreeting(command)) {
            return Optional.empty();
        }
        if (!database.equals(target)) {
            return Optional.of("another database");
        }
        if (!READ_WRITE.contains(lower(command))) {
            return Optional.of("a command for administrators");
        }
        boolean isAggregate = lower(command).equals("aggregate");
        return isAggregate && leavesDatabase(query.get("pipeline"), 0)
                ? Optional.of("a stage that reaches another database")
                : Optional.empty();
    }

    private boolean leavesDatabase(@Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            return true;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().anyMatch(item -> leavesDatabase(item, depth + 1));
        }
        if (!(value instanceof Document document)) {
            return false;
        }
        for (Map.Entry<String, Object> entry : document.entrySet()) {
            String stage = lower(entry.getKey());
            boolean reaches = REACHING.contains(stage) && namesAnother(entry.getValue(), 0);
            if (reaches || GLOBAL.contains(stage) || leavesDatabase(entry.getValue(), depth + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at {@code db} of the stage itself and at {@code into.db} and {@code from.db}. */
    private boolean namesAnother(@Nullable Object operand, int depth) {
        if (!(operand instanceof Document document) || depth > 1) {
            return false;
        }
        return (document.containsKey("db") && !database.equals(document.get("db")))
                || namesAnother(document.get("into"), depth + 1)
                || namesAnother(document.get("from"), depth + 1);
    }

    private static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
