package activate.agenthub.link;

import activate.agenthub.limit.InFlight;
import activate.tunnel.state.StreamStats;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Figures of links and of the streams on them, for the metrics page of the management port. */
@ApplicationScoped
public class LinkMetrics {
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final ConcurrentHashMap<AgentLink, List<Meter>> meters = new ConcurrentHashMap<>();

    LinkMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gaugeMapSize("activate.tunnel.links", Tags.empty(), meters);
    }

    /** Figures of a link that has begun, by node. */
    void begun(AgentLink link) {
        Tags tags = Tags.of("node", link.nodeId());
        meters.put(
                link,
                List.of(
                        FunctionCounter.builder(
                                        "activate.tunnel.received",
                                        link,
                                        l -> l.stats().carrierBytesIn())
                                .tags(tags)
                                .baseUnit("bytes")
                                .register(registry),
                        FunctionCounter.builder(
                                        "activate.tunnel.sent",
                                        link,
                                        l -> l.stats().carrierBytesOut())
                                .tags(tags)
                                .baseUnit("bytes")
                                .register(registry),
                        Gauge.builder(
                                        "activate.tunnel.memory",
                                        link,
                                        l -> l.stats().reservedBytes())
                                .tags(tags)
                                .baseUnit("bytes")
                                .register(registry),
                        Gauge.builder("activate.tunnel.streams", link, l -> l.stats().streams())
                                .tags(tags)
                                .register(registry),
                        Gauge.builder(
                                        "activate.tunnel.round.trip",
                                        link,
                                        l -> l.stats().minRoundTripNanos() / NANOS)
                                .tags(tags)
                                .baseUnit("seconds")
                                .register(registry)));
    }

    /** The link is over. */
    void ended(AgentLink link) {
        List<Meter> own = meters.remove(link);
        if (own != null) {
            own.forEach(registry::remove);
        }
    }

    /** Counts what is under way. */
    public void held(String what, InFlight inFlight) {
        registry.gauge("activate.hub.held", Tags.of("what", what), inFlight, InFlight::size);
    }

    /** Two agents take one identity from each other. */
    public void contested() {
        registry.counter("activate.tunnel.contested").increment();
    }

    /** A stream is over; {@code end} is one of a few words. */
    void streamEnded(StreamStats stats, String end) {
        Tags tags = Tags.of("end", end);
        registry.summary("activate.tunnel.stream.sent.bytes", tags)
                .record((double) stats.sentBytes());
        registry.summary("activate.tunnel.stream.received.bytes", tags)
                .record((double) stats.receivedBytes());
        registry.timer("activate.tunnel.stream.stalled", tags)
                .record(stats.stalledNanos(), TimeUnit.NANOSECONDS);
    }
}
