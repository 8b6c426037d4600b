package activate.bench.soak;

import activate.outbound.OutboundClient;
import activate.outbound.OutboundException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/// Honest clients at a steady pace: what they get, and how fast, is what the hour is about.
final class GoodClients {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final URI server;
    private final OutboundClient client;
    private final String authorization;
    private final Figures figures;

    GoodClients(URI server, OutboundClient client, String key, Figures figures) {
        this.server = server;
        this.client = client;
        this.authorization =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString((key + ":").getBytes(StandardCharsets.UTF_8));
        this.figures = figures;
    }

    void start() {
        every(Duration.ofMillis(100), () -> ask("session", "GET", "/api/auth/session", ""));
        every(Duration.ofMillis(500), () -> ask("clusters", "GET", "/api/clusters", ""));
        every(Duration.ofMillis(500), () -> ask("healthzz", "GET", "/healthzz", ""));
        every(Duration.ofSeconds(3), this::write);
    }

    /// A cluster is made and deleted again; both are stored, told and logged.
    private void write() {
        String name = "soak-" + Long.toString(System.nanoTime(), Character.MAX_RADIX);
        ask("write", "POST", "/api/clusters", "{\"name\":\"" + name + "\",\"type\":\"existing\"}");
        ask("write", "DELETE", "/api/organizations/default/users/admin/clusters/" + name, "");
    }

    private void ask(String kind, String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve(path))
                        .timeout(DEADLINE)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        long began = System.nanoTime();
        try {
            HttpResponse<String> answer = client.send(request);
            if (answer.statusCode() / 100 == 2) {
                figures.succeeded(kind, System.nanoTime() - began);
            } else {
                figures.failed(kind, method + " " + path + ": " + answer.statusCode());
            }
        } catch (OutboundException e) {
            figures.failed(kind, method + " " + path + ": " + e.getMessage());
        }
    }

    static void every(Duration pause, Runnable work) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                while (true) {
                                    work.run();
                                    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
                                }
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
    }
}
