package activate.embedded.mongo;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
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
                    "hello",
                    "ismaster",
                    "ping",
                    "buildinfo",
                    "find",
                    "getmore",
                    "count",
                    "distinct",
                    "listcollections",
                    "listindexes",
                    "listdatabases",
                    "killcursors",
                    "endsessions",
                    "serverstatus",
                    "dbstats",
                    "collstats",
                    "connectionstatus",
                    "getparameter",
                    "getlog",
                    "hostinfo",
                    "whatsmyuri",
                    "replsetgetstatus",
                    "explain");

    private final GroupCommit commits;

    /**
     * @param onBroken called when a write could not be stored and the store has been closed
     */
    public DurableBackend(MVStore store, Runnable onBroken) {
        super(store);
        this.commits = new GroupCommit(store, onBroken);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        if (isRead(message.getDocument())) {
            return commits.read(() -> super.handleMessage(message));
        }
        return commits.write(() -> super.handleMessage(message));
    }

    @Override
    public Document handleCommand(
            Channel channel, String database, String command, Document query) {
        if (READS.contains(command.toLowerCase(Locale.ROOT))) {
            return commits.read(() -> super.handleCommand(channel, database, command, query));
        }
        return commits.write(() -> super.handleCommand(channel, database, command, query));
    }

    private static boolean isRead(Document command) {
        return command.keySet().stream()
                .findFirst()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(READS::contains)
                .isPresent();
    }
}
