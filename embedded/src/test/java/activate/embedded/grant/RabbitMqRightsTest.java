package activate.embedded.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The table of grants in the words of RabbitMQ: expressions that match no more than they should.
 */
final class RabbitMqRightsTest {

    private static final RabbitMqRights.Topics NONE =
            new RabbitMqRights.Topics("activate.dead", "^$", "^$");

    @Test
    void aListenerBindsItsOwnQueuesToItsKeys() {
        RabbitMqRights rights =
                RabbitMqRights.of(
                        grants(
                                new Messages(
                                        List.of(),
                                        List.of(
                                                new Messages.Queue(
                                                        "one.work", List.of("node.#"), true)))));
        assertThat("one.work").matches(rights.configure());
        assertThat("oneXwork").doesNotMatch(rights.configure());
        assertThat("two.work").doesNotMatch(rights.configure());
        assertThat("activate.events").matches(rights.read()).doesNotMatch(rights.write());
        // Its dead letters come from their exchange, to which nobody publishes
        assertThat("activate.dead").matches(rights.read()).matches(rights.write());
        assertThat(rights.topics().getLast().write()).isEqualTo("^$");
        assertThat("one.work").matches(rights.topics().getLast().read());
        assertThat("node.#").matches(rights.topics().getFirst().read());
        assertThat("node.online").doesNotMatch(rights.topics().getFirst().read());
    }

    @Test
    void aPublisherWritesUnderItsKeysAlone() {
        RabbitMqRights rights =
                RabbitMqRights.of(grants(new Messages(List.of("node.online"), List.of())));
        assertThat("activate.events").matches(rights.write());
        assertThat("activate.dead").doesNotMatch(rights.write()).doesNotMatch(rights.read());
        assertThat("node.online").matches(rights.topics().getFirst().write());
        assertThat("nodeXonline").doesNotMatch(rights.topics().getFirst().write());
        assertThat(rights.topics()).contains(NONE);
    }

    private static ServiceGrants grants(Messages messages) {
        return new ServiceGrants("one", List.of(), messages, Optional.empty(), Optional.empty());
    }
}
