package activate.cloudcacher;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts what the service talks to: a broker and Vault's protocol. */
public final class Stores implements QuarkusTestResourceLifecycleManager {

    private @Nullable TestBroker broker;
    private @Nullable FakeVault vault;

    @Override
    public Map<String, String> start() {
        try {
            TestBroker startedBroker = TestBroker.start();
            broker = startedBroker;
            FakeVault startedVault = new FakeVault();
            vault = startedVault;
            Map<String, String> settings = new HashMap<>(startedBroker.settings());
            settings.put("quarkus.vault.url", startedVault.url());
            settings.put("quarkus.vault.authentication.client-token", "test");
            settings.put("activate.service.jwks-file", Tokens.serviceKeys().toString());
            settings.put("activate.catalog.folder", Files.createTempDirectory("cache").toString());
            settings.put("quarkus.log.category.\"qpid\".level", "WARN");
            return settings;
        } catch (Exception e) {
            // A store that does not start fails the whole class, whatever it says.
            throw new IllegalStateException("The stores did not start", e);
        }
    }

    @Override
    public void stop() {
        if (broker != null) {
            broker.close();
        }
        if (vault != null) {
            vault.stop();
        }
    }
}
