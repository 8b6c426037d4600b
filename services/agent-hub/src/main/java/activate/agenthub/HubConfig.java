package activate.agenthub;

import activate.settings.bound.PortNumber;
import activate.settings.bound.PositiveDuration;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of the hub. */
@ConfigMapping(prefix = "activate.hub")
public interface HubConfig {
    /** Name of this hub, the same after a restart; the pod's name in a cluster. */
    String id();

    /** Networks (CIDR) whose nodes the hub may dial itself. */
    Optional<List<String>> peeredNetworks();

    /** SSH ports that the hub may dial there; a node may claim any address and port. */
    @WithDefault("22")
    @WithConverter(PortNumber.class)
    Set<Integer> peeredPorts();

    /** How often the lease of this hub is renewed. */
    @WithDefault("1s")
    @WithConverter(PositiveDuration.class)
    Duration leaseRenewal();

    /** After how long without renewal a hub counts as dead. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration leaseLife();

    /** Longest usage interval of one message. */
    @WithDefault("5m")
    @WithConverter(PositiveDuration.class)
    Duration usagePeriod();

    /** Within which a lost answer to a registration may be asked for again. */
    @WithDefault("10m")
    @WithConverter(PositiveDuration.class)
    Duration registrationRepeat();

    /** How long the owner of an API key or cookie is remembered; no longer in a real platform. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration callerMemory();

    /** Deadline of one attempt to reach a node's SSH server. */
    @WithDefault("8s")
    @WithConverter(PositiveDuration.class)
    Duration dialTimeout();

    /**
     * Head start of a peered network over the tunnel, its proof included; then the tunnel is used.
     */
    @WithDefault("500ms")
    @WithConverter(PositiveDuration.class)
    Duration peeredTimeout();

    /**
     * Whether a stream ends when the user token ends that it was opened with, or the API key where
     * its end is known.
     */
    @WithDefault("true")
    boolean endStreamsWithCredential();
}
