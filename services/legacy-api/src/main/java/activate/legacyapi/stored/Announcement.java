package activate.legacyapi.stored;

/**
 * What other services are told of a change.
 *
 * @param type one of {@link activate.messages.event.EventType}
 * @param data a record of {@code libs/messages}
 */
public record Announcement(String type, Object data) {}
