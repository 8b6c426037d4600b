package activate.standalone.probe;

import activate.embedded.part.Fault;
import activate.embedded.part.JsonApi;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a service for its readiness. One of its checks is a request through its own main port; where
 * that fails a restart may help, while the others wait for stores and neighbours.
 */
public final class HealthProbe {

    /** As the shared code of the services calls it. */
    static final String MAIN_PORT = "main-port";

    private static final JsonApi API = new JsonApi(Duration.ofSeconds(4));

    private final URI ready;

    public HealthProbe(int managementPort) {
        this.ready = URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready");
    }

    public Optional<Fault> fault() {
        try {
            JsonApi.Answer answer = API.send("GET", ready, Map.of(), Map.of());
            return answer.status() == 200 ? Optional.empty() : Optional.of(refusal(answer));
        } catch (IOException e) {
            return Optional.of(Fault.of("no word from its management port", e));
        }
    }

    private static Fault refusal(JsonApi.Answer answer) {
        List<String> down = new ArrayList<>();
        boolean own = false;
        for (JsonNode check : answer.json().path("checks")) {
            if (!check.path("status").asText().equals("UP")) {
                String name = check.path("name").asText();
                String reason = check.path("data").path("reason").asText();
                down.add(reason.isEmpty() ? name : name + " (" + reason + ")");
                own |= name.equals(MAIN_PORT);
            }
        }
        if (down.isEmpty()) {
            return Fault.of("its management port answers with status " + answer.status());
        }
        String reason = "not ready by its own word: " + String.join(", ", down);
        return own ? Fault.of(reason) : Fault.waitsFor(reason);
    }
}
