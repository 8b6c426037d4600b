package activate.agenthub.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import activate.agenthub.HubRig;
import activate.agenthub.TestNode;
import activate.agenthub.caller.Presented;
import activate.agenthub.cluster.ClusterCopy;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.node.NodeViews;
import activate.agenthub.node.RevokeNode;
import activate.agenthub.stranger.Source;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.credential.Credential;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.problem.Problem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(HubRig.class)
final class ChooseNodeTest {
    @Inject ChooseNode chooseNode;
    @Inject ClusterCopy clusters;
    @Inject NodeStore nodes;
    @Inject RevokeNode revokeNode;
    @Inject EnvelopeWriter events;

    private final String cluster = "c-" + UUID.randomUUID();

    private Destination chosen() {
        clusters.apply(HubRig.cluster(cluster, cluster, 1, false));
        enrol("login");
        return choose(null);
    }

    private String enrol(String hostname) {
        Node node = TestNode.of(UUID.randomUUID().toString(), cluster, hostname);
        nodes.enrol(
                node,
                events.message(EventType.NODE_ENROLLED, NodeViews.event(node, 0, null, "ann")));
        return node.id();
    }

    private Destination choose(@Nullable String node) {
        return chooseNode.run(
                new ChooseNode.Asked(
                        new Source(null),
                        new Presented(new Credential.Token(HubRig.userToken("bob")), null),
                        cluster,
                        node));
    }

    @Test
    void oneOfTwoNodesOfOneHostNameIsChosenByItsId() {
        // Given
        clusters.apply(HubRig.cluster(cluster, cluster, 1, false));
        String one = enrol("twin");
        String other = enrol("twin");

        // When, Then
        assertThat(choose(one).node().id()).isEqualTo(one);
        assertThat(choose(other).node().id()).isEqualTo(other);
        assertThat(choose("twin").node().facts().hostname()).isEqualTo("twin");
    }

    private String refusal(Destination to) {
        return catchThrowableOfType(Problem.class, () -> chooseNode.again(to)).code().code();
    }

    @Test
    void whatWasChosenIsStillThereWhenNothingHappened() {
        Destination to = chosen();

        assertThatCode(() -> chooseNode.again(to)).doesNotThrowAnyException();
    }

    @Test
    void rightThatWasWithdrawnSinceIsSeen() {
        // Given
        Destination to = chosen();
        ClusterAccess known = to.cluster();

        // When
        clusters.apply(
                new ClusterAccess(
                        known.clusterId(),
                        known.organization(),
                        known.name(),
                        known.type(),
                        known.ownerUsername(),
                        2,
                        false,
                        false,
                        List.of(),
                        false,
                        null,
                        22,
                        null));

        // Then
        assertThat(refusal(to)).isEqualTo("forbidden");
    }

    @Test
    void clusterThatWasDisconnectedSinceIsSeen() {
        // Given
        Destination to = chosen();

        // When
        clusters.apply(HubRig.cluster(cluster, cluster, 2, true));

        // Then
        assertThat(refusal(to)).isEqualTo("cluster_offline");
    }

    @Test
    void nodeThatWasRevokedSinceIsSeen() {
        // Given
        Destination to = chosen();

        // When
        revokeNode.run(to.node().id(), cluster, "ann");

        // Then
        assertThat(refusal(to)).isEqualTo("node_not_found");
    }
}
