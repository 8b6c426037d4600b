package activate.standalone.platform;

import activate.standalone.home.Home;
import activate.standalone.home.PrivateFiles;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import activate.standalone.supervise.ProcessIdentity;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor tells other processes about itself; believed only while that very supervisor
 * lives.
 */
public final class StatusFile {

    private final Home home;
    private final ObjectMapper mapper = new ObjectMapper();

    public StatusFile(Home home) {
        this.home = home;
    }

    /**
     * A running platform.
     *
     * @param seconds how long its start took; empty until it is ready
     */
    public record Running(
            ProcessIdentity supervisor,
            boolean ready,
            Optional<Double> seconds,
            List<PartStatus> parts) {

        public Running {
            parts = List.copyOf(parts);
        }
    }

    void write(Running running) {
        ObjectNode root = mapper.createObjectNode();
        root.put("supervisor", running.supervisor().toText());
        root.put("ready", running.ready());
        running.seconds().ifPresent(seconds -> root.put("seconds", seconds));
        var parts = root.putArray("parts");
        running.parts().forEach(part -> parts.add(toJson(part)));
        PrivateFiles.write(home.status(), root.toPrettyString());
    }

    /** Empty when no platform runs, whatever an old file says. */
    public Optional<Running> read() {
        if (!Files.exists(home.status())) {
            return Optional.empty();
        }
        try {
            JsonNode root = mapper.readTree(home.status().toFile());
            Optional<ProcessIdentity> supervisor =
                    ProcessIdentity.parse(root.path("supervisor").asText())
                            .filter(ProcessIdentity::isAlive);
            if (supervisor.isEmpty()) {
                return Optional.empty();
            }
            List<PartStatus> parts = new ArrayList<>();
            root.path("parts").forEach(part -> parts.add(fromJson(part)));
            Optional<Double> seconds =
                    root.has("seconds")
                            ? Optional.of(root.path("seconds").asDouble())
                            : Optional.empty();
            return Optional.of(
                    new Running(supervisor.get(), root.path("ready").asBoolean(), seconds, parts));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private ObjectNode toJson(PartStatus part) {
        ObjectNode node = mapper.createObjectNode();
        node.put("name", part.name()).put("state", part.state().word()).put("port", part.port());
        node.put("managementPort", part.managementPort()).put("version", part.version());
        node.put("restarts", part.restarts());
        ProcessIdentity process = part.process();
        if (process != null) {
            node.put("process", process.toText());
        }
        Instant since = part.since();
        if (since != null) {
            node.put("since", since.toString());
        }
        if (part.failure() != null) {
            node.put("failure", part.failure());
        }
        return node;
    }

    private static PartStatus fromJson(JsonNode node) {
        return new PartStatus(
                node.path("name").asText(),
                PartState.valueOf(node.path("state").asText().toUpperCase(Locale.ROOT)),
                node.path("port").asInt(),
                node.path("managementPort").asInt(),
                ProcessIdentity.parse(node.path("process").asText()).orElse(null),
                node.path("version").asText(),
                node.has("since") ? Instant.parse(node.path("since").asText()) : null,
                node.path("restarts").asInt(),
                text(node, "failure"));
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asText() : null;
    }
}
