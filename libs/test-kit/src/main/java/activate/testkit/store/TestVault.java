package activate.testkit.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The key-value engine (version 2) of Vault at {@code secret/}, in this process, or the server that
 * {@code ACTIVATE_TEST_VAULT_URL} names. For the latter the environment gives {@code
 * VAULT_APP_TOKEN} (what the service may use), and {@code VAULT_TOKEN} and {@code VAULT_UNSEAL_KEY}
 * to seal it.
 */
public final class TestVault implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> secrets = new ConcurrentSkipListMap<>();
    private final @Nullable HttpServer server;
    private final URI url;
    private volatile boolean sealed;

    private TestVault(@Nullable HttpServer server, URI url) {
        this.server = server;
        this.url = url;
        if (server != null) {
            server.createContext("/v1/secret/data/", this::data);
            server.createContext("/v1/secret/metadata/", this::metadata);
            server.createContext("/v1/sys/", this::seal);
            server.start();
        }
    }

    /** Starts the embedded one on a free port, unless a real one is given. */
    public static TestVault start() throws IOException {
        String given = System.getenv("ACTIVATE_TEST_VAULT_URL");
        if (given != null) {
            return new TestVault(null, URI.create(given));
        }
        HttpServer made =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        return new TestVault(made, URI.create("http://127.0.0.1:" + made.getAddress().getPort()));
    }

    /** The settings by which a service finds it. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.vault.url",
                url.toString(),
                "quarkus.vault.authentication.client-token",
                environment("VAULT_APP_TOKEN"));
    }

    /** Stores the fields of a secret, given as JSON, under {@code path}. */
    public void put(String path, String json) {
        call("POST", "secret/data/" + path, "{\"data\":" + json + "}", "VAULT_APP_TOKEN");
    }

    /** Forgets a secret with all its versions. */
    public void delete(String path) {
        call("DELETE", "secret/metadata/" + path, "", "VAULT_APP_TOKEN");
    }

    /** From now on every call is answered 503. */
    public void seal() {
        call("PUT", "sys/seal", "", "VAULT_TOKEN");
    }

    /** Ends {@link #seal}; does nothing when it is not sealed. */
    public void unseal() {
        String key = environment("VAULT_UNSEAL_KEY");
        call("PUT", "sys/unseal", "{\"key\":\"" + key + "\"}", "VAULT_TOKEN");
    }

    private String environment(String name) {
        String value = System.getenv(name);
        if (value == null && server == null) {
            throw new IllegalStateException(name + " is needed beside ACTIVATE_TEST_VAULT_URL");
        }
        return value == null ? "test" : value;
    }

    private void call(String method, String path, String body, String token) {
        HttpRequest request =
                HttpRequest.newBuilder(url.resolve("/v1/" + path))
                        .timeout(PATIENCE)
                        .header("X-Vault-Token", environment(token))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Vault does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void data(HttpExchange exchange) throws IOException {
        String name = name(exchange, "/v1/secret/data/");
        if (exchange.getRequestMethod().equals("POST")) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            secrets.put(name, new String(body, StandardCharsets.UTF_8));
            answer(exchange, 200, "{\"data\":{\"version\":1}}");
            return;
        }
        String stored = secrets.get(name);
        if (stored == null) {
            answer(exchange, 404, "{\"errors\":[]}");
            return;
        }
        String withMetadata = stored.replaceFirst("\\{", "{\"metadata\":{\"version\":1},");
        answer(exchange, 200, "{\"data\":" + withMetadata + "}");
    }

    private void metadata(HttpExchange exchange) throws IOException {
        String name = name(exchange, "/v1/secret/metadata/");
        if (exchange.getRequestMethod().equals("DELETE")) {
            secrets.remove(name);
            answer(exchange, 204, "");
            return;
        }
        String folder = name.endsWith("/") ? name : name + "/";
        String keys =
                secrets.keySet().stream()
                        .filter(key -> key.startsWith(folder))
                        .map(key -> "\"" + key.substring(folder.length()) + "\"")
                        .collect(Collectors.joining(","));
        if (keys.isEmpty()) {
            answer(exchange, 404, "{\"errors\":[]}");
        } else {
            answer(exchange, 200, "{\"data\":{\"keys\":[" + keys + "]}}");
        }
    }

    private void seal(HttpExchange exchange) throws IOException {
        sealed = exchange.getRequestURI().getPath().equals("/v1/sys/seal");
        send(exchange, 204, "");
    }

    private static String name(HttpExchange exchange, String prefix) {
        return exchange.getRequestURI().getPath().substring(prefix.length());
    }

    private void answer(HttpExchange exchange, int status, String body) throws IOException {
        if (sealed) {
            send(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
        } else {
            send(exchange, status, body);
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
