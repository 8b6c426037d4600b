package activate.agenthub.node;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Members of a stored document. One that is not of its kind counts as absent. */
public record Members(Document stored) {
    /** Text; empty where there is none. */
    public String text(String name) {
        return stored.get(name) instanceof String text ? text : "";
    }

    /** Text that may be absent. */
    public @Nullable String textOrNull(String name) {
        return stored.get(name) instanceof String text ? text : null;
    }

    /** The texts of a list. */
    public List<String> texts(String name) {
        return stored.get(name) instanceof List<?> entries
                ? entries.stream().filter(String.class::isInstance).map(String.class::cast).toList()
                : List.of();
    }

    /** A whole number. */
    public long number(String name, long otherwise) {
        return stored.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    /** A moment; the epoch where there is none. */
    public Instant moment(String name) {
        return stored.get(name) instanceof Date date ? date.toInstant() : Instant.EPOCH;
    }

    /** A moment that may be absent. */
    public @Nullable Instant momentOrNull(String name) {
        return stored.get(name) instanceof Date date ? date.toInstant() : null;
    }

    /**
     * When something was revoked. Whatever stands there, somebody meant to revoke it; null only
     * where nothing does.
     */
    public @Nullable Instant revokedAt() {
        return stored.get("revokedAt") == null ? null : moment("revokedAt");
    }
}
