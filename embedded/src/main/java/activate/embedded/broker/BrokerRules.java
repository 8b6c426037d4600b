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
        Map<String, String> own = Map.of("NAME", name + ".*");
        add(name, "ACCESS", "VIRTUALHOST", Map.of(), ALLOW);
        // Dead letters reach their destination unasked: else a queue of one's own would do to
        // put messages into those of others.
        if (!messages.deadKeys().isEmpty()) {
            var dying = Map.of("NAME", name + ".*", "ALTERNATE", Messages.DEAD);
            add(name, "CREATE", QUEUE, dying, ALLOW);
        }
        add(name, "CREATE", QUEUE, Map.of("ALTERNATE", "*"), "DENY");
        add(name, "CREATE", QUEUE, own, ALLOW);
        add(name, "CONSUME", QUEUE, own, ALLOW);
        for (String key : messages.publishes()) {
            var event = Map.of("NAME", Messages.EVENTS, "ROUTING_KEY", key);
            add(name, "PUBLISH", "EXCHANGE", event, ALLOW);
        }
    }

    private void add(
            String identity,
            String operation,
            String type,
            Map<String, String> attributes,
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
