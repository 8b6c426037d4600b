package activate.embedded.mongo;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import org.h2.mvstore.MVStore;

/**
 * The H2 backend, except that each command is one step as seen by others, and that a write is
 * answered only after a commit that holds it has reached the disk.
 */
public class DurableBackend extends H2Backend {

    /**
     * Everything else may change something, so that a command unknown here errs on the safe side.
     */
    private static final Set<String> READS =
            Set.of(
                    "find",
                    "getmore",
                    "count",
                    "distinct",
                    "listcollections",
                    "listindexes",
                    "killcursors",
                    "dbstats",
                    "collstats");

    private final GroupCommit commits;

    /**
     * @param onBroken called when a write could not be stored and the store has been closed
     */
    public DurableBackend(MVStore store, Runnable onBroken) {
        super(store);
        this.commits = new GroupCommit(store, onBroken);
    }

    /** Every message is one command, too. */
    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        if (DatabaseRights.isGreeting(command)
                || READS.contains(command.toLowerCase(Locale.ROOT))) {
            return commits.read(() -> super.handleCommand(channel, database, command, query));
        }
        return commits.write(() -> super.handleCommand(channel, database, command, query));
    }
}
