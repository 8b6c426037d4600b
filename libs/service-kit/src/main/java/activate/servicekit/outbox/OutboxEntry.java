package activate.servicekit.outbox;

/**
 * Something that a change still has to tell. Entries are carried out one by one, those of one kind
 * in their order, and each is removed once it is done; one may be told twice after a crash, so its
 * receiver goes by the id.
 */
public sealed interface OutboxEntry {
    /** Unique, and the same whenever it is told. */
    String id();

    /** What has happened, for example {@code cluster.changed}. */
    String type();

    /** The whole content, as JSON. */
    String json();

    /** A row of the activity log. */
    record Row(String id, String type, String json) implements OutboxEntry {}

    /** A message for other services: an envelope, whose routing key is the type. */
    record Message(String id, String type, String json) implements OutboxEntry {}
}
