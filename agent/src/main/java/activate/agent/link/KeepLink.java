package activate.agent.link;

import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.NodeIdentity;
import activate.agent.state.NodeKey;
import activate.outbound.OutboundClient;
import activate.tunnel.flow.MemoryBudget;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one link up until stopped or revoked. A hub that is leaving keeps its streams while the
 * next link takes the new ones.
 */
public final class KeepLink {
    private static final Logger LOG = System.getLogger(KeepLink.class.getName());

    /**
     * A key may be refused for a moment while the platform starts; this often in a row it is not a
     * moment.
     */
    private static final int MOST_REFUSALS = 6;

    private final NodeIdentity identity;
    private final NodeKey key;
    private final OutboundClient client;
    private final Consumer<LinkState> status;
    private final Backoff backoff;
    private final MemoryBudget budget = new MemoryBudget(Link.MEMORY);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Link current;
    private int refusals;

    public KeepLink(
            NodeIdentity identity,
            NodeKey key,
            OutboundClient client,
            RandomGenerator random,
            Consumer<LinkState> status) {
        this.identity = identity;
        this.key = key;
        this.client = client;
        this.status = status;
        this.backoff = new Backoff(random);
    }

    /** What others are told about the link. */
    public record LinkState(boolean connected, String detail) {}

    /** Serves until {@link #stop}, or fails when the platform has revoked this node. */
    public void run() throws AgentFailure {
        while (stop.getCount() > 0) {
            LinkEnd end = serve();
            if (end instanceof LinkEnd.Stopped || stop.getCount() == 0) {
                return;
            }
            Duration wait = judge(end);
            status.accept(new LinkState(false, describe(end)));
            LOG.log(
                    Level.WARNING,
                    "link down reason=\"{0}\" retryInMs={1,number,#}",
                    describe(end),
                    wait.toMillis());
            try {
                if (stop.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Ends the link and makes {@link #run} return. */
    public void stop() {
        stop.countDown();
        Link link = current;
        if (link != null) {
            link.stop();
        }
    }

    /**
     * One link to its end, or until its hub leaves: then it goes on by itself and the next one is
     * begun.
     */
    private LinkEnd serve() {
        AtomicBoolean leaving = new AtomicBoolean();
        CountDownLatch next = new CountDownLatch(1);
        LinkEnd[] result = new LinkEnd[1];
        Link link =
                new Link(
                        identity,
                        key,
                        budget,
                        new Link.Events() {
                            @Override
                            public void connected(String hub, long generation) {
                                refusals = 0;
                                LOG.log(
                                        Level.INFO,
                                        "link up hub={0} generation={1,number,#}",
                                        hub,
                                        generation);
                                status.accept(
                                        new LinkState(
                                                true, "hub " + hub + ", generation " + generation));
                            }

                            @Override
                            public void leaving() {
                                leaving.set(true);
                                next.countDown();
                            }
                        });
        current = link;
        Thread.ofVirtual()
                .name("link")
                .start(
                        () -> {
                            result[0] = link.run(client);
                            next.countDown();
                        });
        try {
            next.await();
        } catch (InterruptedException _) {
            link.stop();
            Thread.currentThread().interrupt();
            return new LinkEnd.Stopped(Duration.ZERO);
        }
        LinkEnd end = result[0];
        return end != null ? end : new LinkEnd.Lost("the hub is going away", Duration.ZERO);
    }

    private Duration judge(LinkEnd end) throws AgentFailure {
        return switch (end) {
            case LinkEnd.Revoked _ -> throw revoked();
            case LinkEnd.Unauthorized _ -> {
                if (++refusals >= MOST_REFUSALS) {
                    throw revoked();
                }
                yield backoff.after(Duration.ZERO);
            }
            case LinkEnd.Superseded _ -> backoff.longest();
            case LinkEnd.Lost lost -> backoff.after(lost.connected());
            case LinkEnd.Stopped stopped -> stopped.connected();
        };
    }

    private AgentFailure revoked() {
        return new AgentFailure(
                Code.REVOKED,
                "the platform has revoked this node ("
                        + identity.hostname()
                        + " of cluster "
                        + identity.clusterName()
                        + ")",
                "remove the state directory and enrol again with a new token");
    }

    private static String describe(LinkEnd end) {
        return switch (end) {
            case LinkEnd.Lost lost -> lost.reason();
            case LinkEnd.Unauthorized refused -> "not accepted: " + refused.reason();
            case LinkEnd.Revoked _ -> "revoked";
            case LinkEnd.Superseded _ -> "another agent connected with this identity";
            case LinkEnd.Stopped _ -> "stopped";
        };
    }
}
