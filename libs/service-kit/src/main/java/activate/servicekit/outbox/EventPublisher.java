package activate.servicekit.outbox;

import java.util.concurrent.CompletionStage;

/** The way to the broker; the stage completes when the broker has confirmed the message. */
@FunctionalInterface
public interface EventPublisher {
    /**
     * @param type routing key
     * @param id message id
     * @param json the whole envelope
     */
    CompletionStage<Void> publish(String type, String id, String json);
}
