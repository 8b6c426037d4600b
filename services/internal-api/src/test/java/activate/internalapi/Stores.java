package activate.internalapi;

import activate.testkit.store.TestBroker;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts what the service talks to: PostgreSQL, a broker, and legacy-api's published keys. */
public final class Stores implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable TestBroker broker;
    private @Nullable HttpServer legacyApi;

    @Override
    public Map<String, String> start() {
        try {
            Map<String, String> settings = new HashMap<>(database());
            TestBroker started = TestBroker.start();
            broker = started;
            settings.putAll(started.settings());
            settings.put("activate.service.jwks-file", Tokens.serviceKeys().toString());
            settings.put("activate.platform.public-url", Tokens.ISSUER);
            settings.put("activate.url.legacy-api", legacyApi());
            settings.put("quarkus.log.category.\"qpid\".level", "WARN");
            settings.put("quarkus.log.category.\"org.apache.qpid\".level", "WARN");
            return settings;
        } catch (Exception e) {
            // A store that does not start fails the whole class, whatever it says.
            throw new IllegalStateException("The stores did not start", e);
        }
    }

    private Map<String, String> database() throws Exception {
        Optional<String> given = Optional.ofNullable(System.getenv("ACTIVATE_TEST_POSTGRES_URL"));
        String url;
        if (given.isPresent()) {
            url = given.get();
        } else {
            postgres =
                    EmbeddedPostgres.builder()
                            .setServerConfig("unix_socket_directories", "")
                            .start();
            url = postgres.getJdbcUrl("postgres", "postgres");
        }
        // As in production: a login of its own, which owns its schema and nothing else.
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS billing CASCADE");
            statement.execute(
                    "DO $$ BEGIN CREATE ROLE internal_api LOGIN PASSWORD 'internal'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            statement.execute("CREATE SCHEMA billing AUTHORIZATION internal_api");
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", url.replaceAll("[?].*", ""),
                "quarkus.datasource.username", "internal_api",
                "quarkus.datasource.password", "internal");
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

    @Override
    public void stop() {
        try {
            if (broker != null) {
                broker.close();
            }
            if (legacyApi != null) {
                legacyApi.stop(0);
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("The stores did not stop", e);
        }
    }
}
