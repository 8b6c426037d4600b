package activate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A platform on loopback with the demo cluster, as a newcomer starts it; beside any other. */
final class LocalPlatform implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(8);
    private static final Duration ASK = Duration.ofSeconds(3);
    private static final List<String> SERVICES =
            List.of("ingress", "legacy-api", "internal-api", "cloud-cacher", "agent-hub");

    private final Path checkout;
    private final Path folder;
    private final Map<String, String> settings = new HashMap<>();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(ASK).build();

    LocalPlatform(Path checkout, Path folder, Map<String, String> more) {
        this.checkout = checkout;
        this.folder = folder;
        settings.put("HOME", folder.toString());
        settings.put("ACTIVATE_HOME", folder.resolve("platform").toString());
        settings.put(
                "ACTIVATE_MANAGEMENT_PORTS",
                Integer.toString(FreePorts.neighbours(SERVICES.size())));
        for (String port : List.of("HTTPS", "HTTP", "CAC")) {
            settings.put("ACTIVATE_" + port + "_PORT", Integer.toString(FreePorts.one()));
        }
        settings.put("ACTIVATE_PORT_SANDBOX", Integer.toString(FreePorts.one()));
        settings.putAll(FreePorts.settings());
        settings.putAll(more);
    }

    void up() {
        activate(START, "up", "--detach").ok();
    }

    void login() {
        try {
            byte[] password = Files.readAllBytes(folder.resolve("platform/admin-password"));
            pw(
                            password,
                            "auth",
                            "login",
                            "https://localhost:" + settings.get("ACTIVATE_HTTPS_PORT"),
                            "--username",
                            "admin",
                            "--password-stdin",
                            "--ca-file",
                            folder.resolve("platform/ca.pem").toString())
                    .ok();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Shell.Result activate(Duration deadline, String... words) {
        return new Shell(List.of(checkout.resolve("activate").toString()), settings, checkout)
                .run(deadline, words);
    }

    Shell.Result pw(String... words) {
        return pw(new byte[0], words);
    }

    private Shell.Result pw(byte[] input, String... words) {
        return new Shell(List.of(checkout.resolve("pw").toString()), settings, checkout)
                .run(Rig.SHORT, input, words);
    }

    /** The services whose liveness does not say 200 at this moment. */
    List<String> notAlive() {
        return SERVICES.stream().filter(service -> status(service, "live") != 200).toList();
    }

    private int status(String service, String kind) {
        int first = Integer.parseInt(settings.getOrDefault("ACTIVATE_MANAGEMENT_PORTS", "0"));
        URI address =
                URI.create(
                        "http://127.0.0.1:"
                                + (first + SERVICES.indexOf(service))
                                + "/q/health/"
                                + kind);
        try {
            return http.send(
                            HttpRequest.newBuilder(address).timeout(ASK).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The process of a part, as {@code status} tells it. */
    ProcessHandle process(String part) {
        String status = activate(Rig.SHORT, "status").out();
        return status.lines()
                .filter(line -> line.startsWith(part + " "))
                .map(line -> line.split("\\s+"))
                .filter(words -> words.length > 3)
                .map(words -> Long.parseLong(words[3]))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no process of " + part + " in\n" + status));
    }

    @Override
    public void close() {
        activate(Duration.ofMinutes(1), "down");
    }
}
