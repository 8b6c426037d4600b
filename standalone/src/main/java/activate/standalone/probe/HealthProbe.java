package activate.standalone.probe;

import activate.embedded.part.Fault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks a service for its readiness. One of its checks is a request through its own main port; where
 * that fails a restart may help, while the others wait for stores and neighbours.
 */
public final class HealthProbe {

    /** As the shared code of the services calls it. */
    static final String MAIN_PORT = "main-port";

    private static final Duration DEADLINE = Duration.ofSeconds(4);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(DEADLINE)
                    .build();

    private final URI ready;
    private final ObjectMapper mapper = new ObjectMapper();

    public HealthProbe(int managementPort) {
        this.ready = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
    }

    public Optional<Fault> fault() {
        var request = HttpRequest.newBuilder(ready).timeout(DEADLINE).build();
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of(refusal(answer.statusCode(), answer.body()));
        } catch (IOException e) {
            return Optional.of(Fault.of("no word from its management port", e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(Fault.of("interrupted"));
        }
    }

    private Fault refusal(int status, String body) {
        List<String> down = new ArrayList<>();
        boolean own = false;
        try {
            for (JsonNode check : mapper.readTree(body).path("checks")) {
                if (!check.path("status").asText().equals("UP")) {
                    String name = check.path("name").asText();
                    String reason = check.path("data").path("reason").asText();
                    down.add(reason.isEmpty() ? name : name + " (" + reason + ")");
                    own |= name.equals(MAIN_PORT);
                }
            }
        } catch (JsonProcessingException e) {
            return Fault.of("its management port answers with status " + status);
        }
        if (down.isEmpty()) {
            return Fault.of("its management port answers with status " + status);
        }
        String reason = "not ready by its own word: " + String.join(", ", down);
        return own ? Fault.of(reason) : Fault.waitsFor(reason);
    }
}
