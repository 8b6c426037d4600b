package activate.cloudcacher;

import activate.testkit.store.ServiceKeys;
import activate.testkit.store.TestBroker;
import activate.testkit.store.TestVault;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts what the service talks to: a broker and Vault. */
public final class Stores implements QuarkusTestResourceLifecycleManager {

    static final ServiceKeys KEYS = new ServiceKeys();

    private @Nullable TestBroker broker;
    private static @Nullable TestVault vault;

    @Override
    public Map<String, String> start() {
        try {
            TestBroker startedBroker = TestBroker.start();
            broker = startedBroker;
            TestVault startedVault = TestVault.start();
            vault = startedVault;
            Map<String, String> settings = new HashMap<>(startedBroker.settings());
            settings.putAll(startedVault.settings());
            settings.putAll(KEYS.write(Files.createTempDirectory("keys"), "cloud-cacher"));
            settings.put("activate.catalog.folder", Files.createTempDirectory("cache").toString());
            settings.put("quarkus.log.category.\"qpid\".level", "WARN");
            return settings;
        } catch (Exception e) {
            // A store that does not start fails the whole class, whatever it says.
            throw new IllegalStateException("The stores did not start", e);
        }
    }

    /** The credential store that the service reads. */
    static TestVault vault() {
        return Objects.requireNonNull(vault, "not started");
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        if (vault != null) {
            vault.close();
        }
    }
}
