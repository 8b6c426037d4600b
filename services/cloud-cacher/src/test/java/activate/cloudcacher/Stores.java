package activate.cloudcacher;

import activate.testkit.store.TestServiceKeys;
import activate.testkit.store.TestStores;
import activate.testkit.store.TestStores.Store;
import activate.testkit.store.TestVault;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts what the service talks to: a broker and Vault. */
public final class Stores implements QuarkusTestResourceLifecycleManager {

    static final TestServiceKeys KEYS = new TestServiceKeys();

    private static @Nullable TestStores stores;

    @Override
    public Map<String, String> start() {
        try {
            TestStores started = TestStores.start("cloud-cacher", Store.RABBITMQ, Store.VAULT);
            stores = started;
            Map<String, String> settings = started.settings();
            settings.putAll(KEYS.write(Files.createTempDirectory("keys"), "cloud-cacher"));
            settings.put("activate.catalog.folder", Files.createTempDirectory("cache").toString());
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The credential store that the service reads. */
    static TestVault vault() {
        return Objects.requireNonNull(stores, "not started").vault();
    }

    @Override
    public void stop() {
        if (stores != null) {
            stores.close();
        }
    }
}
