package activate.legacyapi.rig;

import activate.testkit.store.StoppableLink;
import activate.testkit.store.TestMongo;
import activate.testkit.store.TestPostgres;
import activate.testkit.store.TestServiceKeys;
import activate.testkit.store.TestStores;
import activate.testkit.store.TestStores.Store;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    public static final TestServiceKeys KEYS = new TestServiceKeys();

    private static @Nullable TestStores stores;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("legacy-api-test");
            TestStores started = TestStores.start("legacy-api", Store.values());
            stores = started;
            Map<String, String> settings = started.settings();
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
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database of this run. */
    public static TestPostgres postgres() {
        return Objects.requireNonNull(stores, "not started").postgres();
    }

    /** The MongoDB, which a test can make fail. */
    public static TestMongo mongo() {
        return Objects.requireNonNull(stores, "not started").mongo();
    }

    /** The way to MongoDB, which a test can stop. */
    public static StoppableLink mongoLink() {
        return Objects.requireNonNull(stores, "not started").mongoLink();
    }

    @Override
    public void stop() {
        HubTwin.stop();
        if (stores != null) {
            stores.close();
        }
    }
}
