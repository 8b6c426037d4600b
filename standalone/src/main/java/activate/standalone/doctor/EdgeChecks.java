package activate.standalone.doctor;

import activate.embedded.home.TrustedClient;
import activate.embedded.part.JsonApi;
import activate.standalone.doctor.Finding.Subject;
import activate.standalone.settings.Settings;
import activate.standalone.supervise.PortHolder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
        var subject = new Subject("PORT-443", "HTTPS on " + settings.httpsPort());
        try (HttpClient client = TrustedClient.of(settings.home().caFile(), DEADLINE)) {
            int status = get(client, settings.publicUrl() + "/healthzz").status();
            return status == 200
                    ? subject.ok(settings.publicUrl() + " answers with a certificate of ours")
                    : subject.failure("answers with status " + status, LOGS);
        } catch (IOException e) {
            return subject.failure("no answer: " + e, LOGS);
        }
    }

    private Finding http() {
        var subject = new Subject("PORT-80", "redirect on " + settings.httpPort());
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(DEADLINE).build()) {
            JsonApi.Answer answer = get(client, "http://127.0.0.1:" + settings.httpPort() + "/");
            String location = answer.headers().firstValue("Location").orElse("");
            return answer.status() / 100 == 3 && location.startsWith("https:")
                    ? subject.ok("leads to HTTPS")
                    : subject.warning("answers with status " + answer.status(), LOGS);
        } catch (IOException e) {
            return subject.warning(
                    "no answer on 127.0.0.1: " + e, "fine when ACTIVATE_BIND leaves loopback out");
        }
    }

    private Finding smartCard() {
        var subject = new Subject("PORT-8443", "smart cards on " + settings.cacPort());
        return PortHolder.of(settings.cacPort()).isPresent()
                ? subject.ok("listens")
                : subject.note("optional; nothing listens");
    }

    private static JsonApi.Answer get(HttpClient client, String address) throws IOException {
        return new JsonApi(client, DEADLINE).send("GET", URI.create(address), Map.of(), Map.of());
    }
}
