package activate.agenthub.node;

import activate.agenthub.messaging.Events;
import activate.servicekit.outbox.MongoOutbox;
import activate.servicekit.outbox.OutboxRelay;
import activate.servicekit.startup.Preparation;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Publishes the messages that the documents of nodes carry. */
@ApplicationScoped
class RelayNodeEvents implements Preparation {
    private final NodeStore nodes;
    private final Events events;
    private final InstantSource clock;
    private @Nullable OutboxRelay relay;

    RelayNodeEvents(NodeStore nodes, Events events, InstantSource clock) {
        this.nodes = nodes;
        this.events = events;
        this.clock = clock;
    }

    private MongoOutbox outbox() {
        return new MongoOutbox(nodes.documents(), events, clock);
    }

    @Override
    public String name() {
        return "node-outbox-index";
    }

    @Override
    public void prepare() {
        outbox().createIndex();
    }

    void start(@Observes StartupEvent event) {
        relay = new OutboxRelay("nodes", List.of(outbox()));
    }

    void stop(@Observes ShutdownEvent event) {
        OutboxRelay started = relay;
        if (started != null) {
            started.close();
        }
    }
}
