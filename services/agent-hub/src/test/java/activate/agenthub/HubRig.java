package activate.agenthub;

import activate.messages.hub.ClusterAccess;
import activate.testkit.store.StoppableLink;
import activate.testkit.store.TestMongo;
import activate.testkit.store.TestServiceKeys;
import activate.testkit.store.TestStores;
import activate.testkit.store.TestStores.Store;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Stores of a test run, and a legacy-api that knows two clusters and the keys of its user tokens.
 */
public final class HubRig implements QuarkusTestResourceLifecycleManager {
    static final String PUBLIC_URL = "https://platform.test:4443";

    /** What the ingress proves with. */
    static final String FORWARDING_SECRET = "0123456789abcdef0123456789abcdef";

    /** The port of the one server that stands for an SSH server on a peered network. */
    static final int PEERED_PORT = 20022;

    static final TestServiceKeys KEYS = new TestServiceKeys();
    private static final RsaJsonWebKey USER_KEY = userKey();

    private static @Nullable TestStores stores;
    private @Nullable HttpServer legacyApi;

    static final ClusterAccess ANNS = cluster("c-ann", "annsbox", 1, false);

    /** A cluster of ann, to which some others may log in. */
    public static ClusterAccess cluster(
            String id, String name, long version, boolean disconnected) {
        return new ClusterAccess(
                id,
                "default",
                name,
                "existing",
                "ann",
                version,
                false,
                disconnected,
                List.of("bob", "dora", "fred", "gwen", "rita"),
                false,
                null,
                22,
                null);
    }

    @Override
    public Map<String, String> start() {
        try {
            TestStores started = TestStores.start("agent-hub", Store.MONGODB, Store.RABBITMQ);
            stores = started;
            Map<String, String> settings = started.settings();
            Path directory = Files.createTempDirectory("hub-test");
            settings.putAll(KEYS.write(directory, "agent-hub"));
            Path forwarding = directory.resolve("forwarding");
            Files.writeString(forwarding, FORWARDING_SECRET + "\n");
            settings.put("activate.forwarded.secret-file", forwarding.toString());
            settings.put("activate.platform.public-url", PUBLIC_URL);
            settings.put("activate.url.legacy-api", startLegacyApi());
            settings.put("activate.hub.peered-networks", "127.0.9.0/24");
            settings.put("activate.hub.peered-ports", Integer.toString(PEERED_PORT));
            settings.put("activate.hub.usage-period", "1h");
            settings.put("activate.hub.limit.nodes-per-cluster", "120");
            settings.put("activate.hub.limit.heartbeats-at-once", "40");
            settings.put("activate.hub.caller-memory", "1h");
            settings.put("activate.hub.limit.wrong-credentials-at-once", "20");
            settings.put("activate.hub.limit.wrong-credential-period", "5s");
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store of this run. */
    static TestMongo store() {
        return Objects.requireNonNull(stores, "not started").mongo();
    }

    /** The way to the store, which a test can stop. */
    static StoppableLink storeLink() {
        return Objects.requireNonNull(stores, "not started").mongoLink();
    }

    private String startLegacyApi() throws IOException {
        HttpServer server =
                HttpServer.create(
                        new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
        legacyApi = server;
        ObjectMapper json = new ObjectMapper();
        String keys = new JsonWebKeySet(USER_KEY).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
        server.createContext("/api/platform/keys", exchange -> answer(exchange, 200, keys));
        String clusters =
                json.writeValueAsString(List.of(ANNS, cluster("c-switched", "switched", 1, false)));
        server.createContext("/internal/v1/clusters", exchange -> answer(exchange, 200, clusters));
        server.createContext(
                "/internal/v1/token",
                exchange -> {
                    String asked =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    boolean known = asked.contains("pwt_good") || asked.contains("pwt_rita");
                    String user = asked.contains("pwt_rita") ? "rita" : "ann";
                    answer(
                            exchange,
                            known ? 200 : 401,
                            known
                                    ? "{\"token\":\""
                                            + userToken(user)
                                            + "\",\"expiresAt\":\"2030-01-01T00:00:00Z\"}"
                                    : "{\"code\":\"unauthenticated\",\"detail\":\"no such key\"}");
                });
        server.start();
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A token of this user, made now. */
    public static String userToken(String username) {
        return userToken(username, Instant.now());
    }

    static String userToken(String username, Instant issuedAt) {
        return userToken(username, issuedAt, Instant.now().plusSeconds(300));
    }

    static String userToken(String username, Instant issuedAt, Instant expiresAt) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(PUBLIC_URL);
        claims.setSubject("u-" + username);
        claims.setStringClaim("username", username);
        claims.setStringClaim("safe_username", username);
        claims.setStringClaim("organization", username.equals("eve") ? "other" : "default");
        claims.setClaim("admin", false);
        claims.setStringClaim("cred", "cred-" + username);
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue("user-key");
        signature.setKey(USER_KEY.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RsaJsonWebKey userKey() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("user-key");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
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
