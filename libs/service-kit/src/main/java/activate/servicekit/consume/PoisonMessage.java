package activate.servicekit.consume;

import activate.messages.event.Envelope;
import activate.servicekit.envelope.Received;

/** A message that can never be consumed, however often it is delivered. */
public final class PoisonMessage extends Exception {
    private static final long serialVersionUID = 1L;

    public PoisonMessage(String why) {
        super(why);
    }

    public PoisonMessage(String why, Throwable cause) {
        super(why, cause);
    }

    /**
     * The message, for a consumer of a queue to which nothing else comes.
     *
     * @throws PoisonMessage when it is anything else
     */
    public static <T> Envelope<T> unlessKnown(Received<T> received) throws PoisonMessage {
        return switch (received) {
            case Received.Known<T>(var envelope) -> envelope;
            case Received.Foreign<T>(var type) -> throw new PoisonMessage("type=" + type);
            case Received.OtherVersion<T>(var type, var version) ->
                    throw new PoisonMessage("type=" + type + " version=" + version);
            case Received.Unreadable<T>(var why) -> throw new PoisonMessage(why);
        };
    }
}
