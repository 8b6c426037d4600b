package activate.agenthub.link;

import activate.agenthub.HubConfig;
import activate.agenthub.presence.Presence;
import activate.servicekit.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Tells from time to time how long the nodes that are linked here have been online. */
@ApplicationScoped
class RecordUsage {
    private final Links links;
    private final Presence presence;
    private final HubConfig config;
    private final BackgroundWork background;

    RecordUsage(Links links, Presence presence, HubConfig config, BackgroundWork background) {
        this.links = links;
        this.presence = presence;
        this.config = config;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(config.usagePeriod(), "record-usage", this::run);
    }

    private void run() {
        for (AgentLink link : links.all()) {
            presence.recordUsage(link.nodeId(), link.generation());
        }
    }
}
