package activate.testkit.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stores that the tests of one service need, started together and closed together. What else a
 * service needs, its neighbours above all, is the business of its own tests.
 */
public final class TestStores implements AutoCloseable {

    /** A kind of store. */
    public enum Store {
        POSTGRES,
        MONGODB,
        RABBITMQ,
        VAULT
    }

    private static final String ADDRESS = "quarkus.mongodb.connection-string";

    private final Map<String, String> settings = new HashMap<>();
    private Optional<TestPostgres> postgres = Optional.empty();
    private Optional<TestMongo> mongo = Optional.empty();
    private Optional<StoppableLink> mongoLink = Optional.empty();
    private Optional<TestBroker> broker = Optional.empty();
    private Optional<TestVault> vault = Optional.empty();

    private TestStores() {}

    /**
     * Starts some stores for a service. Whatever does not start fails the tests, and leaves nothing
     * behind.
     */
    public static TestStores start(String service, Store... wanted) {
        var stores = new TestStores();
        try {
            for (Store store : Set.of(wanted)) {
                stores.start(service, store);
            }
            return stores;
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    private void start(String service, Store store) {
        switch (store) {
            case POSTGRES -> {
                postgres = Optional.of(TestPostgres.start());
                settings.putAll(postgres().settings(service));
            }
            case MONGODB -> {
                mongo = Optional.of(TestMongo.start());
                settings.putAll(mongo().settings());
                settings.computeIfPresent(ADDRESS, (_, direct) -> overLink(direct));
            }
            case RABBITMQ -> {
                broker = Optional.of(TestBroker.start());
                settings.putAll(broker.orElseThrow().settings());
            }
            case VAULT -> {
                vault = Optional.of(TestVault.start());
                settings.putAll(vault().settings());
            }
        }
    }

    /** The settings by which the service finds them all; a copy. */
    public Map<String, String> settings() {
        return new HashMap<>(settings);
    }

    /** For tests in which it is stopped. */
    public TestPostgres postgres() {
        return postgres.orElseThrow();
    }

    /** For tests in which it fails. */
    public TestMongo mongo() {
        return mongo.orElseThrow();
    }

    /** The way to MongoDB, for tests in which it falls silent. */
    public StoppableLink mongoLink() {
        return mongoLink.orElseThrow();
    }

    private String overLink(String address) {
        URI direct = URI.create(address);
        try {
            StoppableLink link = StoppableLink.to(direct.getHost(), direct.getPort());
            mongoLink = Optional.of(link);
            return address.replace(
                    direct.getHost() + ":" + direct.getPort(), "127.0.0.1:" + link.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For tests in which secrets change, or it is sealed. */
    public TestVault vault() {
        return vault.orElseThrow();
    }

    @Override
    public void close() {
        vault.ifPresent(TestVault::close);
        broker.ifPresent(TestBroker::close);
        mongoLink.ifPresent(TestStores::close);
        mongo.ifPresent(TestMongo::close);
        postgres.ifPresent(TestPostgres::close);
    }

    private static void close(StoppableLink link) {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
