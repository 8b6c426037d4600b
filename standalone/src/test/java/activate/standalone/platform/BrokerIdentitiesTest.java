package activate.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.grant.Messages;
import activate.embedded.grant.Messages.Queue;
import activate.embedded.grant.ServiceGrants;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With the login of one service nothing can be done to the messages of the others, and its own come
 * and go.
 */
@SuppressWarnings("NullAway.Init")
final class BrokerIdentitiesTest {

    private static final AMQP.BasicProperties PERSISTENT = MessageProperties.PERSISTENT_BASIC;
    private static final byte[] BODY = {'{', '}'};

    @TempDir static Path folder;

    private static RunningStores stores;

    @BeforeAll
    static void start() throws Exception {
        stores = new RunningStores(folder, "rabbitmq");
        // Given the queues of each service
        for (ServiceGrants grants : ServiceGrants.all()) {
            for (Queue queue : grants.messages().consumes()) {
                declare(grants, queue);
            }
        }
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    private static String nameOf(Queue queue) {
        return queue.name().replace("<hub id>", "hub-1");
    }

    /** As the services do it. */
    private static void declare(ServiceGrants grants, Queue queue) throws Exception {
        stores.in(grants)
                .broker(
                        channel -> {
                            String name = nameOf(queue);
                            Map<String, Object> arguments = Map.of();
                            if (queue.hasDeadLetters()) {
                                channel.queueDeclare(name + ".dead", true, false, false, null);
                                channel.queueBind(name + ".dead", Messages.DEAD, name);
                                for (String key : queue.keys()) {
                                    channel.queueBind(name + ".dead", Messages.DEAD, key);
                                }
                                arguments = deadLetters(Messages.DEAD, name);
                            }
                            channel.queueDeclare(name, true, false, false, arguments);
                            for (String key : queue.keys()) {
                                channel.queueBind(name, Messages.EVENTS, key);
                            }
                        });
    }

    private static Map<String, Object> deadLetters(String exchange, String key) {
        return Map.of(
                "x-dead-letter-exchange",
                exchange,
                "x-dead-letter-routing-key",
                key,
                "alternateBinding",
                "{\"destination\":\"" + (exchange.isEmpty() ? key : exchange) + "\"}");
    }

    static Stream<ServiceGrants> services() {
        return ServiceGrants.all().stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void itsOwnWorks(ServiceGrants grants) throws Exception {
        Intruder own = stores.in(grants);
        // What it publishes arrives in its own queues only where it listens for it
        Messages messages = grants.messages();
        for (String key : messages.publishes()) {
            own.broker(channel -> channel.basicPublish(Messages.EVENTS, key, PERSISTENT, BODY));
        }
        for (Queue queue : messages.consumes()) {
            declare(grants, queue);
            own.broker(channel -> channel.basicGet(nameOf(queue), false));
            own.broker(channel -> channel.basicConsume(nameOf(queue), (_, _) -> {}, _ -> {}));
        }
    }

    /** Every way to another service's messages, by what it is. */
    private static Map<String, Intruder.Act> attacksAtTheBroker(ServiceGrants grants) {
        Map<String, Intruder.Act> attacks = new LinkedHashMap<>();
        for (ServiceGrants other : ServiceGrants.all()) {
            if (other.equals(grants)) {
                continue;
            }
            for (Queue queue : other.messages().consumes()) {
                attacks.putAll(attacksOnQueue(grants, other, queue));
                attacks.putAll(attacksByListening(grants, queue));
            }
            attacks.putAll(attacksByPublishing(grants, other));
        }
        attacks.putAll(attacksOnEverything(own(grants)));
        return attacks;
    }

    private static String own(ServiceGrants grants) {
        return grants.name() + ".mine";
    }

    private static Map<String, Intruder.Act> attacksOnQueue(
            ServiceGrants grants, ServiceGrants other, Queue queue) {
        Map<String, Intruder.Act> attacks = new LinkedHashMap<>();
        String name = nameOf(queue);
        attacks.put("get " + name, channel -> channel.basicGet(name, false));
        attacks.put(
                "consume " + name, channel -> channel.basicConsume(name, (_, _) -> {}, _ -> {}));
        attacks.put("purge " + name, channel -> channel.queuePurge(name));
        attacks.put("delete " + name, channel -> channel.queueDelete(name));
        attacks.put(
                "publish to " + name, channel -> channel.basicPublish("", name, PERSISTENT, BODY));
        attacks.put(
                "bind " + name,
                channel -> channel.queueBind(name, Messages.EVENTS, "cloud-account.changed"));
        attacks.put(
                "unbind " + name,
                channel -> channel.queueUnbind(name, Messages.EVENTS, queue.keys().getFirst()));
        attacks.put(
                "declare beside " + name,
                channel -> channel.queueDeclare(other.name() + ".mine", true, false, false, null));
        attacks.put(
                "dead letters to " + name,
                channel ->
                        channel.queueDeclare(
                                own(grants) + ".to-" + name,
                                true,
                                false,
                                false,
                                deadLetters("", name)));
        if (queue.hasDeadLetters()) {
            attacks.put(
                    "get dead letters of " + name,
                    channel -> channel.basicGet(name + ".dead", false));
        }
        return attacks;
    }

    private static Map<String, Intruder.Act> attacksByListening(ServiceGrants grants, Queue queue) {
        Map<String, Intruder.Act> attacks = new LinkedHashMap<>();
        for (String key : queue.keys()) {
            if (!grants.messages().keys().contains(key)) {
                attacks.put("listen to " + key, channel -> listen(channel, own(grants), key));
            }
        }
        return attacks;
    }

    private static Map<String, Intruder.Act> attacksByPublishing(
            ServiceGrants grants, ServiceGrants other) {
        Map<String, Intruder.Act> attacks = new LinkedHashMap<>();
        for (String key : other.messages().publishes()) {
            if (!grants.messages().publishes().contains(key)) {
                attacks.put(
                        "publish " + key,
                        channel -> channel.basicPublish(Messages.EVENTS, key, PERSISTENT, BODY));
            }
        }
        return attacks;
    }

    private static Map<String, Intruder.Act> attacksOnEverything(String own) {
        Map<String, Intruder.Act> attacks = new LinkedHashMap<>();
        attacks.put("listen to all", channel -> listen(channel, own, "#"));
        attacks.put("listen to any one", channel -> listen(channel, own, "*.*"));
        attacks.put("temporary queue", channel -> channel.queueDeclare());
        attacks.put(
                "events as dead letters",
                channel ->
                        channel.queueDeclare(
                                own + ".events",
                                true,
                                false,
                                false,
                                deadLetters(Messages.EVENTS, "usage.interval")));
        attacks.put(
                "publish anything",
                channel -> channel.basicPublish(Messages.EVENTS, "x", PERSISTENT, BODY));
        attacks.put(
                "publish a dead letter",
                channel -> channel.basicPublish(Messages.DEAD, "node.online", PERSISTENT, BODY));
        attacks.put(
                "publish elsewhere",
                channel -> channel.basicPublish("amq.topic", "x", PERSISTENT, BODY));
        attacks.put("make an exchange", channel -> channel.exchangeDeclare(own, "fanout", true));
        for (String exchange : List.of(Messages.EVENTS, Messages.DEAD)) {
            attacks.put("delete " + exchange, channel -> channel.exchangeDelete(exchange));
        }
        return attacks;
    }

    private static void listen(com.rabbitmq.client.Channel channel, String queue, String key)
            throws Exception {
        channel.queueDeclare(queue, true, false, false, null);
        channel.queueBind(queue, Messages.EVENTS, key);
    }

    @ParameterizedTest
    @MethodSource("services")
    void messagesOfOthersAreRefused(ServiceGrants grants) {
        Intruder intruder = stores.in(grants);
        Map<String, Intruder.Act> attacks = attacksAtTheBroker(grants);
        if (stores.isReal("rabbitmq")) {
            // One in one's own name is nobody else's, and dead letters have their own way there:
            // docs/identities.md.
            attacks.remove("make an exchange");
            if (!grants.messages().publishes().isEmpty()) {
                attacks.remove("events as dead letters");
            }
        }
        attacks.forEach(
                (what, attack) ->
                        assertThatThrownBy(
                                        () -> intruder.broker(attack),
                                        "%s: %s",
                                        grants.name(),
                                        what)
                                .satisfies(
                                        e ->
                                                assertThat(Throwables.text(e))
                                                        .as(what)
                                                        .contains("reply-code=403")));
    }
}
