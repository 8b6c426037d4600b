package activate.agenthub;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of the hub. */
@ConfigMapping(prefix = "activate.hub")
public interface HubConfig {
    /** Name of this hub, the same after a restart; the pod's name in a cluster. */
    String id();

    /** Where people and agents reach the platform. */
    URI publicUrl();

    /** Where legacy-api answers. */
    URI legacyApiUrl();

    /** Networks (CIDR) whose nodes the hub may dial itself. */
    Optional<List<String>> peeredNetworks();

    /** SSH ports that the hub may dial there; a node may claim any address and port. */
    @WithDefault("22")
    Set<Integer> peeredPorts();

    /** How often the lease of this hub is renewed. */
    @WithDefault("1s")
    Duration leaseRenewal();

    /** After how long without renewal a hub counts as dead. */
    @WithDefault("10s")
    Duration leaseLife();

    /** Longest usage interval of one message. */
    @WithDefault("5m")
    Duration usagePeriod();

    /** Within which a lost answer to a registration may be asked for again. */
    @WithDefault("10m")
    Duration registrationRepeat();

    /** How long the owner of an API key or cookie is remembered; no longer in a real platform. */
    @WithDefault("10s")
    Duration callerMemory();

    /** Deadline of one attempt to reach a node's SSH server. */
    @WithDefault("8s")
    Duration dialTimeout();

    /**
     * Head start of a peered network over the tunnel, its proof included; then the tunnel is used.
     */
    @WithDefault("500ms")
    Duration peeredTimeout();

    /** Open user streams on one node at most. */
    @WithDefault("512")
    int streamsPerNode();

    /** Open user streams of one person at most. */
    @WithDefault("256")
    int streamsPerUser();

    /** Bytes that the windows of all tunnels may hold together. */
    @WithDefault("134217728")
    long windowBudget();

    /**
     * Whether a stream ends when the user token ends that it was opened with, or the API key where
     * its end is known.
     */
    @WithDefault("true")
    boolean endStreamsWithCredential();

    /** Open user streams of all together at most. */
    @WithDefault("10000")
    int streams();

    /** What one cluster, node, token or all together may hold. */
    Limits limits();

    /** What one cluster, node, token or all together may hold. */
    interface Limits {
        /** Nodes of one cluster at most, revoked ones not counted. */
        @WithDefault("256")
        int nodesPerCluster();

        /** Nodes of one organization at most, revoked ones not counted. */
        @WithDefault("1024")
        int nodesPerOrganization();

        /** Registration tokens of one cluster that can still be used, at most. */
        @WithDefault("64")
        int tokensPerCluster();

        /** Registrations under way with one token at most. */
        @WithDefault("32")
        int registrationsPerToken();

        /** Registrations under way at most. */
        @WithDefault("256")
        int registrations();

        /** How long a registration waits for others of its organization. */
        @WithDefault("10s")
        Duration registrationWait();

        /** Bytes of a registration's body at most. */
        @WithDefault("64K")
        MemorySize registrationBytes();

        /** Bytes of a heartbeat's body at most, all of which are stored. */
        @WithDefault("64K")
        MemorySize heartbeatBytes();

        /** A node may report once in this time; it does every 15 seconds. */
        @WithDefault("5s")
        Duration heartbeatPeriod();

        /** So many reports of a node may come at once. */
        @WithDefault("6")
        int heartbeatsAtOnce();

        /** Bytes of an answer about nodes, beyond which their metrics and so on are left out. */
        @WithDefault("16M")
        MemorySize nodesAnswer();

        /** Requests for a socket that are being looked at, at most. */
        @WithDefault("2048")
        int upgrades();

        /** Tunnels of one node whose opening is under way, at most. */
        @WithDefault("4")
        int openingsPerNode();

        /** Tunnels whose opening is under way, at most. */
        @WithDefault("1024")
        int openings();

        /** How long the opening of a socket, up to its first stream or proof, may take. */
        @WithDefault("10s")
        Duration openingTimeout();

        /**
         * A node that takes over its own tunnel so often in {@link #takeoverWindow} has a double.
         */
        @WithDefault("6")
        int takeovers();

        /** See {@link #takeovers}. */
        @WithDefault("1m")
        Duration takeoverWindow();

        /** How long a node that has a double keeps the tunnel that it has. */
        @WithDefault("1m")
        Duration takeoverPause();

        /** Small frames of a tunnel a second, on average; keystrokes and the like. */
        @WithDefault("50000")
        int smallFramesPerSecond();

        /** Small frames of a tunnel at once. */
        @WithDefault("200000")
        int smallFramesAtOnce();
    }
}
