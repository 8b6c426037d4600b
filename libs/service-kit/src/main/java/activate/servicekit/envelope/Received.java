package activate.servicekit.envelope;

import activate.messages.event.Envelope;

/** What came out of a message. */
public sealed interface Received<T> {
    /** A message of an expected type and version, with id, time and data. */
    record Known<T>(Envelope<T> envelope) implements Received<T> {}

    /** A message that somebody else may understand. */
    record Foreign<T>(String type) implements Received<T> {}

    /** A message of an expected type in another version. */
    record OtherVersion<T>(String type, int version) implements Received<T> {}

    /** No message at all, or one without what it must have. */
    record Unreadable<T>(String why) implements Received<T> {}
}
