package activate.testkit.store;

import activate.embedded.mongo.DurableBackend;
import activate.embedded.mongo.MongoServerChannel;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/**
 * The embedded MongoDB server over memory instead of a file and without certificates, or the one
 * that {@code ACTIVATE_TEST_MONGODB_URL} names; with a database of its own for each start.
 */
public final class TestMongo implements AutoCloseable {

    private final @Nullable MongoServerChannel server;
    private final String address;
    private final Failing backend;

    private TestMongo(@Nullable MongoServerChannel server, String address, Failing backend) {
        this.server = server;
        this.address = address;
        this.backend = backend;
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestMongo start() {
        var backend = new Failing();
        String given = System.getenv("ACTIVATE_TEST_MONGODB_URL");
        if (given != null) {
            return new TestMongo(null, given, backend);
        }
        var server =
                new MongoServerChannel(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        Optional.empty(),
                        backend);
        return new TestMongo(server, "mongodb://127.0.0.1:" + server.port(), backend);
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
            server.close();
        }
        backend.close();
    }

    private static final class Failing extends DurableBackend {

        private volatile Predicate<Map<String, Object>> isFailing = _ -> false;

        Failing() {
            super(new MVStore.Builder().autoCommitDisabled().open(), () -> {});
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            if (isFailing.test(message.getDocument())) {
                throw new MongoServerError(8, "UnknownError", "this command fails in this test");
            }
            return super.handleMessage(message);
        }
    }
}
