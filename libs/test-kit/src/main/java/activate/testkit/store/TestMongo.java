package activate.testkit.store;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB server in this process that keeps nothing, or the one that {@code
 * ACTIVATE_TEST_MONGODB_URL} names; with a database of its own for each start.
 */
public final class TestMongo implements AutoCloseable {

    private final @Nullable MongoServer server;
    private final String address;

    private TestMongo(@Nullable MongoServer server, String address) {
        this.server = server;
        this.address = address;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestMongo start() {
        String given = System.getenv("ACTIVATE_TEST_MONGODB_URL");
        if (given != null) {
            return new TestMongo(null, given);
        }
        MongoServer started = new MongoServer(new OneAtATime());
        return new TestMongo(started, "mongodb://127.0.0.1:" + started.bind().getPort());
    }

    /** The settings by which a service finds it. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.mongodb.connection-string",
                address,
                "quarkus.mongodb.database",
                "t" + UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public void close() {
        if (server != null) {
            server.shutdownNow();
        }
    }

    /**
     * As the real one, each command is one step as seen by others, and an answer is what was found
     * then. The backend alone answers with its own documents, which later writes change.
     */
    private static final class OneAtATime extends MemoryBackend {

        @Override
        public synchronized Document handleMessage(MongoMessage message) {
            return super.handleMessage(message).cloneDeeply();
        }
    }
}
