package activate.legacyapi.rig;

import activate.testkit.store.ServiceKeys;
import activate.testkit.store.TestBroker;
import activate.testkit.store.TestMongo;
import activate.testkit.store.TestVault;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a test run: embedded ones, or real ones where {@code ACTIVATE_TEST_<STORE>_URL}
 * names them.
 */
public final class Stores implements QuarkusTestResourceLifecycleManager {
    /** Password of the first administrator in tests. */
    public static final String ADMIN_PASSWORD = "Correct-Horse-Battery-1";

    /** Keys by which services know each other. */
    public static final ServiceKeys KEYS = new ServiceKeys();

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable TestMongo mongo;
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
            settings.put("activate.platform.public-url", "https://platform.test:4443");
            settings.put("activate.platform.agent-hub-url", HubTwin.start().toString());
            settings.put("activate.platform.internal-api-url", HubTwin.start().toString());
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

    private void startMongo(Map<String, String> settings) {
        TestMongo started = TestMongo.start();
        mongo = started;
        settings.putAll(started.settings());
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
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
