package activate.internalapi;

import activate.testkit.store.TestPostgres;
import activate.testkit.store.TestStores;
import activate.testkit.store.TestStores.Store;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Starts what the service talks to: PostgreSQL, a broker, and legacy-api's published keys. */
public final class Stores implements QuarkusTestResourceLifecycleManager {

    private static @Nullable TestStores stores;
    private @Nullable HttpServer legacyApi;

    @Override
    public Map<String, String> start() {
        try {
            TestStores started = TestStores.start("internal-api", Store.POSTGRES, Store.RABBITMQ);
            stores = started;
            Map<String, String> settings = started.settings();
            settings.put("activate.service.jwks-file", Tokens.serviceKeys().toString());
            settings.put("activate.platform.public-url", Tokens.ISSUER);
            settings.put("activate.url.legacy-api", legacyApi());
            return settings;
        } catch (Exception e) {
            // A store that does not start fails the whole class, whatever it says.
            throw new IllegalStateException("The stores did not start", e);
        }
    }

    private String legacyApi() throws Exception {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] keys = Tokens.userKeys().getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/api/platform/keys",
                exchange -> {
                    exchange.sendResponseHeaders(200, keys.length);
                    exchange.getResponseBody().write(keys);
                    exchange.close();
                });
        server.start();
        legacyApi = server;
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The database of this run. */
    static TestPostgres postgres() {
        return Objects.requireNonNull(stores, "not started").postgres();
    }

    @Override
    public void stop() {
        if (legacyApi != null) {
            legacyApi.stop(0);
        }
        if (stores != null) {
            stores.close();
        }
    }
}
