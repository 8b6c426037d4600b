package activate.cloudcacher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * The two calls of Vault's key-value engine that the service makes, with the real server's answers.
 */
final class FakeVault {

    /** Account name to provider. */
    static final Map<String, String> ACCOUNTS = new ConcurrentSkipListMap<>();

    static final AtomicBoolean SEALED = new AtomicBoolean();

    private final HttpServer server;

    FakeVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/secret/metadata/cloud-accounts", this::list);
        server.createContext("/v1/secret/data/cloud-accounts/", this::read);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    private void list(HttpExchange exchange) throws IOException {
        if (ACCOUNTS.isEmpty()) {
            answer(exchange, 404, "{\"errors\":[]}");
            return;
        }
        String keys =
                ACCOUNTS.keySet().stream()
                        .map(k -> "\"" + k + "\"")
                        .collect(Collectors.joining(","));
        answer(exchange, 200, "{\"data\":{\"keys\":[" + keys + "]}}");
    }

    private void read(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String provider = ACCOUNTS.get(path.substring(path.lastIndexOf('/') + 1));
        if (provider == null) {
            answer(exchange, 404, "{\"errors\":[]}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"data\":{\"data\":{\"provider\":\""
                        + provider
                        + "\",\"secret\":\"canary\"},"
                        + "\"metadata\":{\"version\":1}}}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        boolean sealed = SEALED.get();
        String text = sealed ? "{\"errors\":[\"Vault is sealed\"]}" : body;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(sealed ? 503 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
