package activate.testkit.store;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB server in this process that keeps nothing, or the one that {@code
 * ACTIVATE_TEST_MONGODB_URL} names; with a database of its own for each start.
 */
public final class TestMongo implements AutoCloseable {

    private final @Nullable MongoServer server;
    private final String address;

    private final OneAtATime backend;

    private TestMongo(@Nullable MongoServer server, String address, OneAtATime backend) {
        this.server = server;
        this.backend = backend;
        this.address = address;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestMongo start() {
        String given = System.getenv("ACTIVATE_TEST_MONGODB_URL");
        if (given != null) {
            return new TestMongo(null, given, new OneAtATime());
        }
        OneAtATime backend = new OneAtATime();
        MongoServer started = new MongoServer(backend);
        String address = "mongodb://127.0.0.1:" + started.bind().getPort();
        return new TestMongo(started, address, backend);
    }

    /** The settings by which a service finds it. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.mongodb.connection-string",
                address,
                "quarkus.mongodb.database",
                "t" + UUID.randomUUID().toString().replace("-", ""));
    }

    /** Whether this is the embedded one, which can be told to fail. */
    public boolean canFail() {
        return server != null;
    }

    /** From now on commands for which {@code isFailing} holds are answered with an error. */
    public void fail(Predicate<Map<String, Object>> isFailing) {
        backend.isFailing = isFailing;
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

        private volatile Predicate<Map<String, Object>> isFailing = _ -> false;

        @Override
        public synchronized Document handleMessage(MongoMessage message) {
            if (isFailing.test(message.getDocument())) {
                throw new MongoServerError(8, "UnknownError", "this command fails in this test");
            }
            return super.handleMessage(message).cloneDeeply();
        }
    }
}
