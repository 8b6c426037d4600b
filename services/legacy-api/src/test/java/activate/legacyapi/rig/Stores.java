package activate.legacyapi.rig;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a test run: embedded ones, or real ones where {@code ACTIVATE_TEST_<STORE>_URL}
 * names them.
 */
public final class Stores implements QuarkusTestResourceLifecycleManager {
    /** Password of the first administrator in tests. */
    public static final String ADMIN_PASSWORD = "Correct-Horse-Battery-1";

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable MongoServer mongo;
    private @Nullable EmbeddedBroker broker;
    private @Nullable VaultTwin vault;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("legacy-api-test");
            Map<String, String> settings = new HashMap<>();
            settings.putAll(ServiceKeys.make(directory));
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
        settings.put(
                "quarkus.mongodb.database", "t" + UUID.randomUUID().toString().replace("-", ""));
        String given = System.getenv("ACTIVATE_TEST_MONGODB_URL");
        if (given != null) {
            settings.put("quarkus.mongodb.connection-string", given);
            return;
        }
        MongoServer started = new MongoServer(new MemoryBackend());
        mongo = started;
        settings.put(
                "quarkus.mongodb.connection-string",
                "mongodb://127.0.0.1:" + started.bind().getPort());
    }

    private void startBroker(Map<String, String> settings) {
        String given = System.getenv("ACTIVATE_TEST_RABBITMQ_URL");
        if (given != null) {
            URI url = URI.create(given);
            String[] login = url.getUserInfo().split(":", 2);
            settings.put("rabbitmq-host", url.getHost());
            settings.put("rabbitmq-port", Integer.toString(url.getPort()));
            settings.put("rabbitmq-username", login[0]);
            settings.put("rabbitmq-password", login[1]);
            return;
        }
        EmbeddedBroker started = new EmbeddedBroker();
        broker = started;
        settings.putAll(started.start());
    }

    private void startVault(Map<String, String> settings) throws IOException {
        String given = System.getenv("ACTIVATE_TEST_VAULT_URL");
        if (given != null) {
            settings.put("quarkus.vault.url", given);
            settings.put(
                    "quarkus.vault.authentication.client-token",
                    String.valueOf(System.getenv("ACTIVATE_TEST_VAULT_TOKEN")));
            return;
        }
        VaultTwin started = new VaultTwin();
        vault = started;
        settings.put("quarkus.vault.url", started.start().toString());
        settings.put("quarkus.vault.authentication.client-token", "test");
    }

    @Override
    public void stop() {
        HubTwin.stop();
        if (vault != null) {
            vault.stop();
        }
        if (broker != null) {
            broker.stop();
        }
        if (mongo != null) {
            mongo.shutdownNow();
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
