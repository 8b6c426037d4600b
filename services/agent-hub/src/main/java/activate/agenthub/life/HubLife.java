package activate.agenthub.life;

import activate.agenthub.HubConfig;
import activate.agenthub.access.AccessFeed;
import activate.agenthub.access.ClusterCopy;
import activate.agenthub.enrol.Enrolment;
import activate.agenthub.link.AgentLink;
import activate.agenthub.link.Links;
import activate.agenthub.messaging.Events;
import activate.agenthub.node.NodeStore;
import activate.agenthub.presence.Presence;
import activate.agenthub.presence.PresenceLoop;
import activate.agenthub.stream.CloseCode;
import activate.servicekit.outbox.MongoOutbox;
import activate.servicekit.outbox.OutboxRelay;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts and stops what the hub does by itself. Nothing here waits for a store. */
@ApplicationScoped
public class HubLife {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration RECONCILE = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HubConfig config;
    private final NodeStore nodes;
    private final ClusterCopy clusters;
    private final Enrolment enrolment;
    private final AccessFeed accessFeed;
    private final RevokeClusters revokeClusters;
    private final Presence presence;
    private final PresenceLoop presenceLoop;
    private final Links links;
    private final Events events;
    private final InstantSource clock;
    private final List<Repeated> running = new ArrayList<>();
    private @Nullable OutboxRelay relay;
    private volatile @Nullable Repeated revoking;
    private boolean prepared;
    private boolean read;

    @SuppressWarnings("checkstyle:ParameterNumber")
    HubLife(
            HubConfig config,
            NodeStore nodes,
            ClusterCopy clusters,
            Enrolment enrolment,
            AccessFeed accessFeed,
            RevokeClusters revokeClusters,
            Presence presence,
            PresenceLoop presenceLoop,
            Links links,
            Events events,
            InstantSource clock) {
        this.config = config;
        this.nodes = nodes;
        this.clusters = clusters;
        this.enrolment = enrolment;
        this.accessFeed = accessFeed;
        this.revokeClusters = revokeClusters;
        this.presence = presence;
        this.presenceLoop = presenceLoop;
        this.links = links;
        this.events = events;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        presenceLoop.start();
        MongoOutbox outbox = new MongoOutbox(nodes.documents(), events, clock);
        relay = new OutboxRelay("nodes", List.of(outbox));
        running.add(new Repeated("prepare-stores", SOON, () -> prepare(outbox)));
        running.add(new Repeated("read-clusters", SOON, this::readClusters));
        running.add(new Repeated("read-clusters-again", MINUTE, accessFeed::rebuild));
        running.add(new Repeated("finish-enrolments", MINUTE, enrolment::finish));
        Repeated revokingNow = new Repeated("revoke-clusters", MINUTE, revokeClusters);
        revoking = revokingNow;
        running.add(revokingNow);
        running.add(new Repeated("record-usage", config.usagePeriod(), this::recordUsage));
        running.add(
                new Repeated(
                        "reconcile-links",
                        RECONCILE,
                        new Reconcile(nodes, links, presence, config)));
    }

    void stop(@Observes ShutdownEvent event) {
        links.all().forEach(link -> link.close(CloseCode.GOING_AWAY));
        presenceLoop.stop();
        running.forEach(Repeated::close);
        OutboxRelay started = relay;
        if (started != null) {
            started.close();
        }
    }

    /** A cluster that is gone takes its tokens and nodes with it. */
    void onChange(@Observes AccessFeed.Change change) {
        Repeated step = revoking;
        if (step != null
                && change instanceof AccessFeed.Change.OfCluster(var cluster)
                && cluster.deleted()) {
            step.wake();
        }
    }

    private void prepare(MongoOutbox outbox) {
        if (!prepared) {
            nodes.createIndexes();
            clusters.createIndexes();
            enrolment.createIndexes();
            outbox.createIndex();
            prepared = true;
        }
    }

    /** The first time as soon as legacy-api answers. */
    private void readClusters() {
        if (!read) {
            read = accessFeed.rebuild();
        }
    }

    private void recordUsage() {
        for (AgentLink link : links.all()) {
            presence.recordUsage(link.nodeId(), link.generation());
        }
    }
}
