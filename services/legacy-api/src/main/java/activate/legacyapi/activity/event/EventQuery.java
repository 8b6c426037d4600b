package activate.legacyapi.activity.event;

import activate.legacyapi.activity.log.ActivityReader;
import activate.legacyapi.input.Direction;
import activate.legacyapi.input.PageSize;
import activate.servicekit.problem.Problem;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What part of the events is asked for. */
public final class EventQuery {
    private static final String OUTCOMES = "failure|success";
    private static final String ACTOR_TYPES =
            "anonymous|apikey|cluster-token|scim|system|user|workflow-token";
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("to")
    @Nullable String to;

    @QueryParam("type")
    @Nullable List<String> type;

    @QueryParam("actor")
    @Nullable List<String> actor;

    @QueryParam("actorType")
    @Pattern(regexp = ACTOR_TYPES, message = ACTOR_TYPES)
    @Nullable String actorType;

    @QueryParam("targetType")
    @Nullable String targetType;

    @QueryParam("targetId")
    @Nullable String targetId;

    @QueryParam("outcome")
    @Pattern(regexp = OUTCOMES, message = OUTCOMES)
    @Nullable String outcome;

    @QueryParam("sessionId")
    @Nullable String sessionId;

    @QueryParam("search")
    @Nullable String search;

    @QueryParam("cursor")
    @Nullable String cursor;

    @QueryParam("order")
    @DefaultValue("desc")
    @Direction
    String order = "desc";

    @QueryParam("limit")
    @DefaultValue("50")
    @PageSize
    int limit;

    /** Whether only events of a session are asked for; none is recorded with one yet. */
    boolean isOfSession() {
        return sessionId != null && !sessionId.isEmpty();
    }

    ActivityReader.Search in(@Nullable String organization) {
        return new ActivityReader.Search(
                organization,
                time("from", from),
                time("to", to),
                type == null ? List.of() : type,
                actor == null ? List.of() : actor,
                actorType,
                targetType,
                targetId,
                outcome,
                search == null || search.isBlank() ? null : search.toLowerCase(Locale.ROOT),
                place(cursor),
                order.equals(Direction.DESCENDING),
                limit);
    }

    /** The text of a place; callers give it back and read nothing from it. */
    static String cursor(Instant at, UUID id) {
        String text = at + "/" + id;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ActivityReader.@Nullable Cursor place(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            int slash = text.indexOf('/');
            return new ActivityReader.Cursor(
                    kept(Instant.parse(text.substring(0, Math.max(slash, 0)))),
                    UUID.fromString(text.substring(slash + 1)));
        } catch (IllegalArgumentException | DateTimeException _) {
            throw Problem.invalid("cursor", "cursor: (expected: nextCursor of an earlier answer)");
        }
    }

    /** A time that the store can compare with. */
    private static Instant kept(Instant at) {
        if (at.isBefore(EARLIEST) || at.isAfter(LATEST)) {
            throw new DateTimeException("beyond what is kept");
        }
        return at;
    }

    private static @Nullable Instant time(String name, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return kept(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException _) {
            throw Problem.invalid(name, name + ": (expected: a time such as 2026-01-31T12:00:00Z)");
        }
    }
}
