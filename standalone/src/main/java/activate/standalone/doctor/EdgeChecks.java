package activate.standalone.doctor;

import activate.embedded.home.TrustedClient;
import activate.standalone.settings.Settings;
import activate.standalone.supervise.PortHolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** While the platform runs: the three ports that others reach. */
final class EdgeChecks {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final String LOGS = "see ./activate logs ingress";

    private final Settings settings;

    EdgeChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> run() {
        return List.of(https(), http(), smartCard());
    }

    /** As a browser: name, certificate and answer. */
    private Finding https() {
        String subject = "HTTPS on " + settings.httpsPort();
        try (HttpClient client = TrustedClient.of(settings.home().caFile(), DEADLINE)) {
            int status = get(client, settings.publicUrl() + "/healthzz").statusCode();
            return status == 200
                    ? Finding.ok(
                            "PORT-443",
                            subject,
                            settings.publicUrl() + " answers with a certificate of ours")
                    : Finding.failure("PORT-443", subject, "answers with status " + status, LOGS);
        } catch (IOException e) {
            return Finding.failure("PORT-443", subject, "no answer: " + e, LOGS);
        }
    }

    private Finding http() {
        String subject = "redirect on " + settings.httpPort();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            HttpResponse<Void> answer =
                    get(client, "http://127.0.0.1:" + settings.httpPort() + "/");
            boolean redirects =
                    answer.statusCode() / 100 == 3
                            && answer.headers()
                                    .firstValue("Location")
                                    .filter(to -> to.startsWith("https:"))
                                    .isPresent();
            return redirects
                    ? Finding.ok("PORT-80", subject, "leads to HTTPS")
                    : Finding.warning(
                            "PORT-80", subject, "answers with status " + answer.statusCode(), LOGS);
        } catch (IOException e) {
            return Finding.warning(
                    "PORT-80",
                    subject,
                    "no answer on 127.0.0.1: " + e,
                    "fine when ACTIVATE_BIND leaves loopback out");
        }
    }

    private Finding smartCard() {
        int port = settings.cacPort();
        return PortHolder.of(port)
                .map(_ -> Finding.ok("PORT-8443", "smart cards on " + port, "listens"))
                .orElse(
                        Finding.note(
                                "PORT-8443",
                                "smart cards on " + port,
                                "optional; nothing listens"));
    }

    private static HttpResponse<Void> get(HttpClient client, String address) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address)).timeout(DEADLINE).build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
