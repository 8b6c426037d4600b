package activate.agent.link;

import activate.agent.forward.DialTarget;
import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.EnrolledNode;
import activate.agent.state.NodeKeyPair;
import activate.outbound.OutboundClient;
import activate.tunnel.flow.MemoryBudget;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

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

    private static final Duration GOOD_BYE = Duration.ofMillis(500);

    private final EnrolledNode identity;
    private final NodeKeyPair key;
    private final OutboundClient client;
    private final Consumer<LinkState> status;
    private final LinkBackoff backoff;
    private final DialTarget dialler;
    private final MemoryBudget budget = new MemoryBudget(Link.MEMORY);
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusals = new AtomicInteger();

    public KeepLink(
            EnrolledNode identity,
            NodeKeyPair key,
            OutboundClient client,
            RandomGenerator random,
            Consumer<LinkState> status) {
        this.identity = identity;
        this.key = key;
        this.client = client;
        this.status = status;
        this.backoff = new LinkBackoff(random);
        this.dialler = new DialTarget(identity.ssh(), random);
    }

    /** What others are told about the link. */
    public record LinkState(boolean connected, String detail) {}

    /** Serves until {@link #stop}, or fails when the platform has revoked this node. */
    public void run() throws AgentFailure {
        while (!stop.isDone()) {
            LinkEnd end = serve();
            if (end instanceof LinkEnd.Stopped) {
                return;
            }
            Duration wait = judge(end);
            status.accept(new LinkState(false, describe(end)));
            LOG.log(
                    Level.WARNING,
                    "link down reason=\"{0}\" retryInMs={1,number,#}",
                    describe(end),
                    wait.toMillis());
            if (isStoppedWithin(wait)) {
                return;
            }
        }
    }

    private boolean isStoppedWithin(Duration wait) {
        try {
            stop.get(wait.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("stop has no failure", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Ends the links and makes {@link #run} return. */
    public void stop() {
        stop.complete(null);
        links.forEach(Link::stop);
    }

    /**
     * One link to its end, or until its hub leaves: then it goes on by itself and the next one is
     * begun.
     */
    private LinkEnd serve() {
        CompletableFuture<LinkEnd> end = new CompletableFuture<>();
        CompletableFuture<Void> leaving = new CompletableFuture<>();
        Link link = new Link(identity, key, budget, dialler, new LinkEvents(leaving));
        links.add(link);
        Thread.ofVirtual()
                .name("link")
                .start(
                        () -> {
                            end.complete(link.run(client));
                            links.remove(link);
                        });
        try {
            CompletableFuture.anyOf(end, leaving, stop).get();
            // A hub that closes says good-bye first: why it closes comes right behind.
            return stop.isDone()
                    ? new LinkEnd.Stopped(Duration.ZERO)
                    : end.get(GOOD_BYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            return new LinkEnd.Lost("the hub is going away", Duration.ZERO);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a link ends with a value", e);
        } catch (InterruptedException _) {
            stop();
            Thread.currentThread().interrupt();
            return new LinkEnd.Stopped(Duration.ZERO);
        }
    }

    private final class LinkEvents implements Link.Events {
        private final CompletableFuture<Void> leaving;

        LinkEvents(CompletableFuture<Void> leaving) {
            this.leaving = leaving;
        }

        @Override
        public void connected(String hub, long generation) {
            refusals.set(0);
            LOG.log(Level.INFO, "link up hub={0} generation={1,number,#}", hub, generation);
            status.accept(new LinkState(true, "hub " + hub + ", generation " + generation));
        }

        @Override
        public void leaving() {
            leaving.complete(null);
        }
    }

    private Duration judge(LinkEnd end) throws AgentFailure {
        return switch (end) {
            case LinkEnd.Revoked _ -> throw revoked();
            case LinkEnd.Unauthorized _ -> {
                if (refusals.incrementAndGet() >= MOST_REFUSALS) {
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
