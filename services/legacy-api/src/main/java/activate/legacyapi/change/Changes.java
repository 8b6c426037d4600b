package activate.legacyapi.change;

import activate.legacyapi.platform.Platform;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.outbox.OutboxEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes changes, with their identity, time and messages. */
@ApplicationScoped
public class Changes {
    private final Platform platform;
    private final EnvelopeWriter messages;
    private final ObjectMapper json;

    @Inject
    Changes(Platform platform, EnvelopeWriter messages, ObjectMapper json) {
        this.platform = platform;
        this.messages = messages;
        this.json = json;
    }

    /** Something that only the activity log learns of. */
    public Change of(String type, Actor actor, Target target) {
        return of(type, actor, target, Map.of());
    }

    /** The same with further details. */
    public Change of(String type, Actor actor, Target target, Map<String, String> facts) {
        return change(type, actor, target, null, facts);
    }

    /** Something that was refused. */
    public Change refused(String type, Actor actor, Target target, String why) {
        return change(type, actor, target, why, Map.of());
    }

    /** The change, told to other services with a message of this type and content. */
    public Change announced(Change change, String type, Object data) {
        List<OutboxEntry> entries = new ArrayList<>(change.entries());
        entries.add(messages.message(type, data));
        return new Change(change.at(), entries);
    }

    private Change change(
            String type,
            Actor actor,
            Target target,
            @Nullable String failure,
            Map<String, String> facts) {
        Instant now = platform.now();
        ActivityRow row =
                new ActivityRow(platform.newId(), type, now, actor, target, failure, facts);
        return new Change(now, List.of(new OutboxEntry.Row(row.id(), type, text(row))));
    }

    private String text(ActivityRow row) {
        try {
            return json.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written as JSON: " + row.type(), e);
        }
    }
}
