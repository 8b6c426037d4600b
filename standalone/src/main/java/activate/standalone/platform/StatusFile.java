package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.supervise.PartState;
import activate.standalone.supervise.PartStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor tells other processes about itself; believed only while that very supervisor
 * has the lock.
 */
public final class StatusFile {

    private static final long MOST_BYTES = 1 << 20;
    private static final int TRIES = 50;
    private static final long TRY_MILLIS = 100;

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

        /** Whether nothing is known but that it runs. */
        public boolean isUnknown() {
            return parts.isEmpty();
        }
    }

    /** The text that was written. */
    String write(Running running) {
        ObjectNode root = mapper.createObjectNode();
        root.put("supervisor", running.supervisor().toText());
        root.put("ready", running.ready());
        running.seconds().ifPresent(seconds -> root.put("seconds", seconds));
        var parts = root.putArray("parts");
        running.parts().forEach(part -> parts.add(toJson(part)));
        String text = root.toPrettyString();
        PrivateFiles.write(home.status(), text);
        return text;
    }

    /** Whether the file holds this very text. */
    boolean holds(String text) {
        try {
            return Files.size(home.status()) < MOST_BYTES
                    && Files.readString(home.status()).equals(text);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Empty when no platform runs, whatever an old file says. Of one that runs and whose file
     * cannot be read there are no parts.
     */
    public Optional<Running> read() {
        return RunningSupervisor.of(home).map(this::read);
    }

    /** What is written of a supervisor that is known to run. */
    public Running read(ProcessIdentity supervisor) {
        return parse(supervisor)
                .orElse(new Running(supervisor, false, Optional.empty(), List.of()));
    }

    /** As {@link #read}; waits a few seconds for a file that is being put back. */
    public Optional<Running> await() throws InterruptedException {
        var pause = new CountDownLatch(1);
        Optional<Running> running = read();
        for (int i = 0; i < TRIES && running.filter(Running::isUnknown).isPresent(); i++) {
            pause.await(TRY_MILLIS, TimeUnit.MILLISECONDS);
            running = read();
        }
        return running;
    }

    private Optional<Running> parse(ProcessIdentity supervisor) {
        try {
            if (Files.size(home.status()) > MOST_BYTES) {
                return Optional.empty();
            }
            JsonNode root = mapper.readTree(Files.readAllBytes(home.status()));
            if (!supervisor.toText().equals(root.path("supervisor").asText())) {
                return Optional.empty();
            }
            List<PartStatus> parts = new ArrayList<>();
            root.path("parts").forEach(part -> parts.add(fromJson(part)));
            Optional<Double> seconds =
                    root.has("seconds")
                            ? Optional.of(root.path("seconds").asDouble())
                            : Optional.empty();
            return Optional.of(
                    new Running(supervisor, root.path("ready").asBoolean(), seconds, parts));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            // Damaged; the supervisor will write it again.
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
        Instant changed = part.changed();
        if (changed != null) {
            node.put("changed", changed.toString());
        }
        if (part.failure() != null) {
            node.put("failure", part.failure());
        }
        ArrayNode restarted = node.putArray("restarted");
        part.restarted().forEach(at -> restarted.add(at.toString()));
        return node;
    }

    private static PartStatus fromJson(JsonNode node) {
        List<Instant> restarted = new ArrayList<>();
        node.path("restarted").forEach(at -> restarted.add(Instant.parse(at.asText())));
        return new PartStatus(
                node.path("name").asText(),
                PartState.valueOf(node.path("state").asText().toUpperCase(Locale.ROOT)),
                node.path("port").asInt(),
                node.path("managementPort").asInt(),
                ProcessIdentity.parse(node.path("process").asText()).orElse(null),
                node.path("version").asText(),
                instant(node, "since"),
                instant(node, "changed"),
                node.path("restarts").asInt(),
                text(node, "failure"),
                restarted);
    }

    private static @Nullable Instant instant(JsonNode node, String field) {
        return node.has(field) ? Instant.parse(node.path(field).asText()) : null;
    }

    private static @Nullable String text(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asText() : null;
    }
}
