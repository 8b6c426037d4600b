package activate.agenthub.presence;

import activate.agenthub.HubConfig;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeStore;
import activate.agenthub.node.NodeViews;
import activate.agenthub.socket.CloseCode;
import activate.messages.event.EventType;
import activate.messages.event.UsageInterval;
import activate.servicekit.envelope.EnvelopeWriter;
import activate.servicekit.outbox.OutboxEntry;
import com.mongodb.client.model.Updates;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.conversions.Bson;

/**
 * Online and offline as stored facts. Each change is one conditional update of the node's document
 * that also carries its messages and the usage interval that it ends.
 */
@ApplicationScoped
public class Presence {
    private static final int TRIES = 20;

    private final NodeStore nodes;
    private final EnvelopeWriter events;
    private final HubConfig config;
    private final InstantSource clock;
    private volatile long epoch;

    Presence(NodeStore nodes, EnvelopeWriter events, HubConfig config, InstantSource clock) {
        this.nodes = nodes;
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    /** Which life of this hub this is; set before any link is taken. */
    void begin(long hubEpoch) {
        epoch = hubEpoch;
    }

    /**
     * A node linked to this hub: takes the next generation. Empty when the node is revoked or gone.
     */
    public Optional<Node> online(String nodeId) {
        for (int i = 0; i < TRIES; i++) {
            Node seen = nodes.find(nodeId).orElse(null);
            if (seen == null || seen.isRevoked()) {
                return Optional.empty();
            }
            Optional<Node> linked = tryOnline(seen);
            if (linked.isPresent()) {
                return linked;
            }
        }
        return Optional.empty();
    }

    /**
     * Why the link {@code linked}, which is registered by now, must end at once; nothing when it
     * may go on. What was withdrawn before it was registered was told to no link.
     *
     * @param keyHash of the key that the link was opened with
     */
    public Optional<CloseCode> objection(Node linked, String keyHash) {
        Node now = nodes.find(linked.id()).orElse(null);
        if (now == null || now.isRevoked()) {
            return Optional.of(CloseCode.REVOKED);
        }
        if (!now.identity().keyHash().equals(keyHash)) {
            return Optional.of(CloseCode.UNAUTHORIZED);
        }
        return now.lease().generation() == linked.lease().generation()
                ? Optional.empty()
                : Optional.of(CloseCode.SUPERSEDED);
    }

    /** Two holders of the node's identity take its tunnel from each other. */
    public void contested(String nodeId) {
        nodes.markContested(nodeId, clock.instant());
    }

    private Optional<Node> tryOnline(Node seen) {
        Instant now = clock.instant();
        List<Bson> changes = new ArrayList<>();
        changes.add(Updates.inc("generation", 1L));
        changes.add(Updates.set("hub", config.id()));
        changes.add(Updates.set("hubEpoch", epoch));
        List<OutboxEntry.Message> messages = new ArrayList<>();
        if (!seen.isOnline()) {
            changes.add(Updates.set("onlineSince", Date.from(now)));
            changes.add(Updates.set("usageFrom", Date.from(now)));
            messages.add(
                    events.message(
                            EventType.NODE_ONLINE,
                            NodeViews.event(seen, seen.lease().generation() + 1, null, null)));
        }
        return nodes.beginLink(seen, changes, messages);
    }

    /** The link of {@code generation} ended. A newer link, if there is one, is left alone. */
    public void offline(String nodeId, long generation, String reason) {
        for (int i = 0; i < TRIES; i++) {
            Node seen = nodes.find(nodeId).orElse(null);
            if (seen == null || seen.lease().generation() != generation || !seen.isOnline()) {
                return;
            }
            if (endLink(seen, clock.instant(), reason)) {
                return;
            }
        }
    }

    /** The hub that held these links is dead since {@code lastSeenAt}. */
    void endLinksOf(String hub, long epochsBefore, Instant lastSeenAt) {
        for (Node seen : nodes.heldBy(hub, epochsBefore)) {
            endLink(seen, lastSeenAt, "hub_lost");
        }
    }

    /** Turns the time since the last interval into one; the link goes on. */
    public void recordUsage(String nodeId, long generation) {
        Node seen = nodes.find(nodeId).orElse(null);
        if (seen == null
                || seen.lease().generation() != generation
                || seen.lease().usageFrom() == null) {
            return;
        }
        Instant now = clock.instant();
        nodes.updateLink(
                seen, List.of(Updates.set("usageFrom", Date.from(now))), usageUntil(seen, now));
    }

    private boolean endLink(Node seen, Instant at, String reason) {
        List<OutboxEntry.Message> messages = new ArrayList<>(usageUntil(seen, at));
        messages.add(
                events.message(
                        EventType.NODE_OFFLINE,
                        NodeViews.event(seen, seen.lease().generation(), reason, null)));
        return nodes.updateLink(
                        seen,
                        List.of(
                                Updates.unset("hub"),
                                Updates.unset("onlineSince"),
                                Updates.unset("usageFrom")),
                        messages)
                .isPresent();
    }

    /** The interval from the last one until {@code end}; none where no time has passed. */
    private List<OutboxEntry.Message> usageUntil(Node seen, Instant end) {
        Instant from = seen.lease().usageFrom();
        if (from == null || !from.isBefore(end)) {
            return List.of();
        }
        UsageInterval interval =
                new UsageInterval(
                        seen.id(),
                        Long.toString(from.toEpochMilli()),
                        seen.membership().clusterId(),
                        seen.membership().organization(),
                        seen.facts().hostname(),
                        from,
                        end);
        return List.of(events.message(EventType.USAGE_INTERVAL, interval));
    }
}
