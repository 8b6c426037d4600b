package activate.legacyapi.rig;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The part of Vault's KV version 2 that this service uses, in memory. */
final class VaultTwin {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();
    private final HttpServer server;

    VaultTwin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    URI start() {
        server.createContext("/v1/secret/data/", this::data);
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void stop() {
        server.stop(0);
    }

    private void data(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (exchange.getRequestMethod().equals("POST")) {
            secrets.put(path, body);
            answer(exchange, 200, "{\"data\":{\"version\":1}}");
            return;
        }
        String stored = secrets.get(path);
        if (stored == null) {
            answer(exchange, 404, "{\"errors\":[]}");
        } else {
            String data =
                    "{\"data\":"
                            + stored.replaceFirst("\\{", "{\"metadata\":{\"version\":1},")
                            + "}";
            answer(exchange, 200, data);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
