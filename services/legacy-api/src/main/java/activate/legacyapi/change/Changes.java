package activate.legacyapi.change;

import activate.legacyapi.platform.Platform;
import activate.messages.event.Envelope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Makes changes, with their identity, time and messages. */
@ApplicationScoped
public class Changes {
    private static final String SOURCE = "legacy-api";

    private final Platform platform;
    private final ObjectMapper json;

    @Inject
    Changes(Platform platform, ObjectMapper json) {
        this.platform = platform;
        this.json = json;
    }

    /** Something that only the activity log learns of. */
    public Change of(String type, Actor actor, Target target) {
        return new Change(
                platform.newId(), type, platform.now(), actor, target, null, Map.of(), List.of());
    }

    /** The same with further details. */
    public Change of(String type, Actor actor, Target target, Map<String, String> facts) {
        return new Change(
                platform.newId(), type, platform.now(), actor, target, null, facts, List.of());
    }

    /** Something that was refused. */
    public Change refused(String type, Actor actor, Target target, String why) {
        return new Change(
                platform.newId(), type, platform.now(), actor, target, why, Map.of(), List.of());
    }

    /** The change, told to other services with a message of this type and content. */
    public Change announced(Change change, String type, Object data) {
        Change.Message message = new Change.Message(type, envelope(type, data));
        return new Change(
                change.id(),
                change.type(),
                change.at(),
                change.actor(),
                change.target(),
                change.failure(),
                change.facts(),
                List.of(message));
    }

    private String envelope(String type, Object data) {
        try {
            return json.writeValueAsString(
                    new Envelope<>(platform.newId(), type, 1, platform.now(), SOURCE, null, data));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("message cannot be written as JSON: " + type, e);
        }
    }
}
