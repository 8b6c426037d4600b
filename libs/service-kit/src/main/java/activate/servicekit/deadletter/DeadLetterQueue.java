package activate.servicekit.deadletter;

import activate.messages.event.EventType;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A queue whose refused messages are kept in {@code <queue>.dead}. A service has a bean of each,
 * with the {@code @Identifier} that is the channel's {@code queue.arguments}: to the connector it
 * is the map of arguments with which it declares the queue.
 */
public abstract class DeadLetterQueue extends AbstractMap<String, Object> {
    private final String queue;
    private final List<String> eventTypes;
    private final Map<String, Object> arguments;

    /**
     * A queue of this name.
     *
     * @param eventTypes its routing keys
     */
    protected DeadLetterQueue(String queue, List<String> eventTypes) {
        this.queue = queue;
        this.eventTypes = List.copyOf(eventTypes);
        // alternateBinding is the embedded broker's word for a dead-letter exchange; RabbitMQ
        // ignores arguments that it does not know.
        this.arguments =
                Map.of(
                        "x-dead-letter-exchange",
                        EventType.DEAD_EXCHANGE,
                        "x-dead-letter-routing-key",
                        queue,
                        "alternateBinding",
                        "{\"destination\":\"" + EventType.DEAD_EXCHANGE + "\"}");
    }

    /** Its name. */
    public final String queue() {
        return queue;
    }

    /** Its routing keys. */
    public final List<String> eventTypes() {
        return eventTypes;
    }

    /** Where its dead letters are kept for people to look at. */
    public final String dead() {
        return queue + ".dead";
    }

    @Override
    public final Set<Entry<String, Object>> entrySet() {
        return arguments.entrySet();
    }
}
