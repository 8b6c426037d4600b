package activate.servicekit.deadletter;

import activate.messages.event.EventType;
import java.util.List;
import java.util.Map;

/**
 * A queue whose refused messages are kept in {@code <queue>.dead}. A service produces a bean of
 * each.
 *
 * @param eventTypes routing keys of the queue
 */
public record DeadLetterQueue(String queue, List<String> eventTypes) {
    /** Copies the list. */
    public DeadLetterQueue {
        eventTypes = List.copyOf(eventTypes);
    }

    /** Where they are kept for people to look at. */
    public String dead() {
        return queue + ".dead";
    }

    /**
     * Arguments with which the queue itself is declared. {@code alternateBinding} is the embedded
     * broker's word for a dead-letter exchange; RabbitMQ ignores arguments that it does not know.
     */
    public Map<String, Object> arguments() {
        return Map.of(
                "x-dead-letter-exchange",
                EventType.DEAD_EXCHANGE,
                "x-dead-letter-routing-key",
                queue,
                "alternateBinding",
                "{\"destination\":\"" + EventType.DEAD_EXCHANGE + "\"}");
    }
}
