package activate.legacyapi.rig;

import activate.testkit.store.ServiceKeys;
import activate.testkit.store.StoppableLink;
import activate.testkit.store.TestBroker;
import activate.testkit.store.TestMongo;
import activate.testkit.store.TestVault;
import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a test run: embedded ones, or real ones where {@code ACTIVATE_TEST_<STORE>_URL}
 * names them.
 */
public final class Stores implements QuarkusTestResourceLifecycleManager {
    /** Password of the first administrator in tests. */
    public static final String ADMIN_PASSWORD = "Correct-Horse-Battery-1";

    /** What the ingress proves with. */
    public static final String FORWARDING_SECRET = "0123456789abcdef0123456789abcdef";

    /** Keys by which services know each other. */
    public static final ServiceKeys KEYS = new ServiceKeys();

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable TestMongo mongo;
    private static @Nullable StoppableLink mongoLink;
    private @Nullable TestBroker broker;
    private @Nullable TestVault vault;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("legacy-api-test");
            Map<String, String> settings = new HashMap<>();
            settings.putAll(KEYS.write(directory, "legacy-api"));
            Path password = directory.resolve("admin-password");
            Files.writeString(password, ADMIN_PASSWORD + "\n");
            settings.put("activate.admin.password-file", password.toString());
            Path forwarding = directory.resolve("forwarding");
            Files.writeString(forwarding, FORWARDING_SECRET + "\n");
            settings.put("activate.forwarded.secret-file", forwarding.toString());
            settings.put("activate.platform.public-url", "https://platform.test:4443");
            settings.put("activate.url.agent-hub", HubTwin.start().toString());
            settings.put("activate.url.internal-api", HubTwin.start().toString());
            startPostgres(settings);
            startMongo(settings);
            startBroker(settings);
            startVault(settings);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startPostgres(Map<String, String> settings) throws IOException {
        String given = System.getenv("ACTIVATE_TEST_POSTGRES_URL");
        if (given != null) {
            settings.put("quarkus.datasource.jdbc.url", given);
            return;
        }
        EmbeddedPostgres started = EmbeddedPostgres.builder().start();
        postgres = started;
        settings.put(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/postgres");
        settings.put("quarkus.datasource.username", "postgres");
        settings.put("quarkus.datasource.password", "postgres");
    }

    /** The way to MongoDB, which a test can stop. */
    public static StoppableLink mongoLink() {
        return Objects.requireNonNull(mongoLink, "not started");
    }

    private void startMongo(Map<String, String> settings) throws IOException {
        TestMongo started = TestMongo.start();
        mongo = started;
        settings.putAll(started.settings());
        String key = "quarkus.mongodb.connection-string";
        ConnectionString address = new ConnectionString(String.valueOf(settings.get(key)));
        ServerAddress server = new ServerAddress(address.getHosts().getFirst());
        StoppableLink link = StoppableLink.to(server.getHost(), server.getPort());
        mongoLink = link;
        settings.compute(
                key,
                (_, direct) ->
                        String.valueOf(direct)
                                .replace(
                                        address.getHosts().getFirst(), "127.0.0.1:" + link.port()));
    }

    private void startBroker(Map<String, String> settings) {
        try {
            TestBroker started = TestBroker.start();
            broker = started;
            settings.putAll(started.settings());
        } catch (Exception e) { // The broker's launcher declares nothing narrower.
            throw new IllegalStateException("the broker does not start", e);
        }
    }

    private void startVault(Map<String, String> settings) throws IOException {
        TestVault started = TestVault.start();
        vault = started;
        settings.putAll(started.settings());
    }

    @Override
    public void stop() {
        HubTwin.stop();
        if (vault != null) {
            vault.close();
        }
        if (broker != null) {
            broker.close();
        }
        if (mongo != null) {
            mongo.close();
        }
        if (mongoLink != null) {
            closeLink(mongoLink);
        }
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void closeLink(StoppableLink link) {
        try {
            link.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
