package activate.legacyapi.stored;

import activate.legacyapi.platform.Platform;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.outbox.OutboxEntry;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Makes what the outbox holds out of events and announcements. */
@ApplicationScoped
public class Entries {
    private final Platform platform;
    private final EnvelopeWriter messages;
    private final ObjectMapper json;

    @Inject
    Entries(Platform platform, EnvelopeWriter messages, ObjectMapper json) {
        this.platform = platform;
        this.messages = messages;
        this.json = json;
    }

    /** The row of the activity log for an activity of which no document tells. */
    public OutboxEntry.Row row(Activity activity, Target target) {
        return row(activity, target, platform.now());
    }

    OutboxEntry.Row row(Activity activity, Target target, Instant now) {
        ActivityRow row =
                new ActivityRow(
                        platform.newId(),
                        activity.type().word(),
                        now,
                        activity.actor(),
                        target,
                        activity.failure(),
                        activity.facts());
        return new OutboxEntry.Row(row.id(), row.type(), text(row));
    }

    OutboxEntry message(Announcement announcement) {
        return messages.message(announcement.type(), announcement.data());
    }

    private String text(ActivityRow row) {
        try {
            return json.writeValueAsString(row);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row cannot be written as JSON: " + row.type(), e);
        }
    }
}
