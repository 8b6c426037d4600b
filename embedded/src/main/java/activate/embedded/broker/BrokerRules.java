package activate.embedded.broker;

import activate.embedded.grant.Messages;
import activate.embedded.grant.ServiceGrants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The table of grants as access rules of the broker, but for bindings: those are {@link
 * GuardedConnection}'s. The first rule that fits decides; what none fits is refused. A star at the
 * end of a value stands for any rest.
 */
final class BrokerRules {

    private static final String QUEUE = "QUEUE";
    private static final String EXCHANGE = "EXCHANGE";
    private static final String ALLOW = "ALLOW";

    private final List<Map<String, Object>> rules = new ArrayList<>();

    private BrokerRules() {}

    /** Rules for the configuration of the broker. */
    static List<Map<String, Object>> of(String administrator, List<ServiceGrants> services) {
        var made = new BrokerRules();
        made.add(administrator, "ALL", "ALL", Map.of(), ALLOW);
        services.forEach(made::add);
        return made.rules;
    }

    private void add(ServiceGrants grants) {
        String name = grants.name();
        Messages messages = grants.messages();
        String ownQueues = name + ".*";
        add(name, "ACCESS", "VIRTUALHOST", Map.of(), ALLOW);
        // Dead letters reach their destination unasked: else a queue of one's own would do to
        // put messages into those of others.
        if (!messages.deadKeys().isEmpty()) {
            add(
                    name,
                    "CREATE",
                    QUEUE,
                    Map.of("NAME", ownQueues, "ALTERNATE", Messages.DEAD),
                    ALLOW);
        }
        add(name, "CREATE", QUEUE, Map.of("ALTERNATE", "*"), "DENY");
        add(name, "CREATE", QUEUE, Map.of("NAME", ownQueues), ALLOW);
        add(name, "CONSUME", QUEUE, Map.of("NAME", ownQueues), ALLOW);
        for (String key : messages.publishes()) {
            add(
                    name,
                    "PUBLISH",
                    EXCHANGE,
                    Map.of("NAME", Messages.EVENTS, "ROUTING_KEY", key),
                    ALLOW);
        }
    }

    private void add(
            String identity,
            String operation,
            String type,
            Map<String, Object> attributes,
            String outcome) {
        rules.add(
                Map.of(
                        "identity", identity,
                        "operation", operation,
                        "objectType", type,
                        "attributes", attributes,
                        "outcome", outcome));
    }
}
