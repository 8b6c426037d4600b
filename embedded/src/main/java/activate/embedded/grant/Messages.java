package activate.embedded.grant;

import java.util.ArrayList;
import java.util.List;

/**
 * What a service has to do with the broker. All its queues begin with its name and a dot.
 *
 * @param publishes routing keys under which it may publish to {@link #EVENTS}
 * @param consumes the queues that it declares, binds and reads
 */
public record Messages(List<String> publishes, List<Queue> consumes) {

    /** The exchange of all events. */
    public static final String EVENTS = "activate.events";

    /** Where refused messages go. */
    public static final String DEAD = "activate.dead";

    public Messages {
        publishes = List.copyOf(publishes);
        consumes = List.copyOf(consumes);
    }

    /**
     * @param keys with which it is bound to {@link #EVENTS}
     * @param hasDeadLetters whether its refused messages are kept in {@code <name>.dead}
     */
    public record Queue(String name, List<String> keys, boolean hasDeadLetters) {
        public Queue {
            keys = List.copyOf(keys);
        }
    }

    /** Routing keys under which it may listen. */
    public List<String> keys() {
        return consumes.stream().flatMap(queue -> queue.keys().stream()).distinct().toList();
    }

    /**
     * Under these its queues of dead letters are bound to {@link #DEAD}; empty when it has none.
     */
    public List<String> deadKeys() {
        List<String> keys = new ArrayList<>();
        for (Queue queue : consumes) {
            if (queue.hasDeadLetters()) {
                keys.add(queue.name());
                keys.addAll(queue.keys());
            }
        }
        return keys.stream().distinct().toList();
    }
}
