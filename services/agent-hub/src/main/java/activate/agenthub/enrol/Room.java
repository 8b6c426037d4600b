package activate.agenthub.enrol;

import activate.agenthub.HubLimits;
import activate.agenthub.limit.InFlight;
import activate.agenthub.node.NodeStore;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether there is room for another node. Registrations of one organization take turns, so that
 * what was counted still holds when the node is stored.
 */
@ApplicationScoped
class Room {
    private static final int STRIPES = 64;

    private final NodeStore nodes;
    private final HubLimits limits;
    private final ReentrantLock[] turns =
            Stream.generate(ReentrantLock::new).limit(STRIPES).toArray(ReentrantLock[]::new);

    private final InFlight underWay;

    Room(NodeStore nodes, HubLimits limits, MeterRegistry metrics) {
        this.nodes = nodes;
        this.limits = limits;
        this.underWay = new InFlight(limits.registrationsPerToken(), limits.registrations());
        metrics.gauge(
                "activate.hub.held", Tags.of("what", "registrations"), underWay, InFlight::size);
    }

    /**
     * Runs {@code work} when the others of the token's organization are done.
     *
     * @throws Problem 429 where too many registrations are under way, with this token or in all;
     *     503 where the turn does not come in time
     */
    <T> T inTurn(IssuedToken token, Supplier<T> work) {
        if (!underWay.tryEnter(token.id())) {
            throw Problem.of(
                    ProblemCode.RATE_LIMITED,
                    "Too many registrations are under way, try again.",
                    Map.of("retryAfterSeconds", 1));
        }
        try {
            return inTurn(token.membership().organization(), work);
        } finally {
            underWay.leave(token.id());
        }
    }

    private <T> T inTurn(String organization, Supplier<T> work) {
        ReentrantLock turn = turns[Math.floorMod(organization.hashCode(), STRIPES)];
        if (!isMine(turn)) {
            throw Problem.of(
                    ProblemCode.UNAVAILABLE, "Too many registrations are under way, try again.");
        }
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    private boolean isMine(ReentrantLock turn) {
        try {
            long millis = limits.registrationWait().toMillis();
            return turn.tryLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Refuses a node beyond the limits; one that is there already takes no more room. */
    void check(IssuedToken token, String nodeId) {
        if (nodes.find(nodeId).isPresent()) {
            return;
        }
        refuseFrom(
                limits.nodesPerCluster(),
                "cluster",
                nodes.count("clusterId", token.membership().clusterId()));
        refuseFrom(
                limits.nodesPerOrganization(),
                "organization",
                nodes.count("organization", token.membership().organization()));
    }

    private static void refuseFrom(int most, String of, long known) {
        if (known >= most) {
            throw Problem.of(
                    EnrolProblems.NODE_LIMIT,
                    "The " + of + " has " + most + " nodes, as many as it may. Remove one first.",
                    Map.of("limit", most, "of", of));
        }
    }
}
