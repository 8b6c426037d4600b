package activate.legacyapi.rig;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;

/**
 * The moment right before a document is inserted: a test does there what another client does
 * meanwhile. The one who inserts waits for it, so what happens in between happens each time.
 */
public final class BeforeInsert implements CommandListener {

    private static final Map<String, Runnable> MEANWHILE = new ConcurrentHashMap<>();

    /** Does {@code action} once, before the next document goes into this collection. */
    public static void into(String collection, Runnable action) {
        MEANWHILE.put(collection, action);
    }

    /** Forgets what did not happen. */
    public static void clear() {
        MEANWHILE.clear();
    }

    /** Whether what was to happen in between has happened. */
    public static boolean isDone() {
        return MEANWHILE.isEmpty();
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        BsonDocument command = event.getCommand();
        if (command.isString("insert")) {
            Runnable action = MEANWHILE.remove(command.getString("insert").getValue());
            if (action != null) {
                action.run();
            }
        }
    }
}
