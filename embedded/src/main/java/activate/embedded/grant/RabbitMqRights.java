package activate.embedded.grant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a service may do, as RabbitMQ is told: three expressions over names of queues and exchanges,
 * and two over routing keys for each exchange. The exchanges themselves are made beforehand:
 * whoever may declare one may delete it, too.
 *
 * @param configure what it may declare and delete
 * @param write where it may publish, and which queues it may bind
 * @param read what it may consume, and to which exchanges it may bind
 */
public record RabbitMqRights(String configure, String write, String read, List<Topics> topics) {

    private static final String NOTHING = "^$";

    public RabbitMqRights {
        topics = List.copyOf(topics);
    }

    /**
     * @param write routing keys under which it may publish
     * @param read routing keys under which it may bind
     */
    public record Topics(String exchange, String write, String read) {}

    public static RabbitMqRights of(ServiceGrants grants) {
        Messages messages = grants.messages();
        String queues = quote(grants.name() + ".") + ".+";
        List<String> write = new ArrayList<>(List.of(queues));
        List<String> read = new ArrayList<>(List.of(queues, quote(Messages.EVENTS)));
        if (!messages.publishes().isEmpty()) {
            write.add(quote(Messages.EVENTS));
        }
        if (!messages.deadKeys().isEmpty()) {
            // A queue may name an exchange for its dead letters only where its owner may write.
            write.add(quote(Messages.DEAD));
            read.add(quote(Messages.DEAD));
        }
        return new RabbitMqRights(
                anyOf(List.of(queues)),
                anyOf(write),
                anyOf(read),
                List.of(
                        new Topics(
                                Messages.EVENTS,
                                anyKey(messages.publishes()),
                                anyKey(messages.keys())),
                        // The broker itself moves dead letters; nobody publishes them.
                        new Topics(Messages.DEAD, NOTHING, anyKey(messages.deadKeys()))));
    }

    private static String anyKey(List<String> keys) {
        return keys.isEmpty() ? NOTHING : anyOf(keys.stream().map(RabbitMqRights::quote).toList());
    }

    private static String anyOf(List<String> expressions) {
        return expressions.stream().collect(Collectors.joining("|", "^(", ")$"));
    }

    private static String quote(String name) {
        return name.replaceAll("[.*#]", "\\\\$0");
    }
}
