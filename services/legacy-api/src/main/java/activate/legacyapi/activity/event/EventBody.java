package activate.legacyapi.activity.event;

import activate.legacyapi.activity.log.ActivityEvent;
import activate.legacyapi.stored.ActivityType;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events in the contract's shape. */
public final class EventBody {
    private EventBody() {}

    /** One page of events. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Page(
            List<Shown> events, boolean hasMore, long total, @Nullable String nextCursor) {}

    /** All types of events. */
    public record Types(List<Type> types) {}

    /** A type of events. */
    public record Type(String type, String subject, String action, String description) {
        static Type of(ActivityType type) {
            String[] parts = type.word().split("\\.", 2);
            return new Type(type.word(), parts[0], parts[1], type.description());
        }
    }

    /** The days on which a user did something, as {@code yyyy-mm-dd}. */
    public record Days(String username, List<String> activeDays) {}

    /** Who did it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Actor(String type, @Nullable String id, @Nullable String username) {}

    /** To what. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Target(String type, @Nullable String id, @Nullable String name) {}

    /** Where. */
    public record Organization(String name) {}

    /** From where. */
    public record Source(String ip) {}

    /** With which details. */
    public record Payload(String kind, Map<String, Object> data) {}

    /** Something that happened. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String id,
            String type,
            Instant createdAt,
            int schemaVersion,
            String outcome,
            Actor actor,
            @Nullable Target target,
            @Nullable Organization organization,
            @Nullable Source source,
            @Nullable String requestId,
            @Nullable Payload payload) {
        static Shown of(ActivityEvent event, Map<String, Object> facts) {
            return new Shown(
                    event.id.toString(),
                    event.type,
                    event.at,
                    1,
                    event.outcome,
                    new Actor(event.actorType, event.actorId, event.actorUsername),
                    event.targetType == null
                            ? null
                            : new Target(event.targetType, event.targetId, event.targetName),
                    event.organization == null ? null : new Organization(event.organization),
                    event.sourceIp == null ? null : new Source(event.sourceIp),
                    event.requestId,
                    facts.isEmpty() ? null : new Payload("snapshot", facts));
        }
    }
}
