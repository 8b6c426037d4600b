package activate.servicekit.outbox;

import java.util.concurrent.CompletionStage;

/** The way to the broker. */
@FunctionalInterface
public interface MessagePublisher {
    /** The stage completes when the broker has confirmed the message. */
    CompletionStage<Void> publish(OutboxEntry.Message message);
}
