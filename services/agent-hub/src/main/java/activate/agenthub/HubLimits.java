package activate.agenthub;

import activate.settings.bound.PositiveCount;
import activate.settings.bound.PositiveDuration;
import activate.settings.bound.PositiveSize;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * What one address, node, cluster, user or token may hold, and all together; listed in
 * docs/limits.md.
 */
@ConfigMapping(prefix = "activate.hub.limit")
public interface HubLimits {
    /** Credentials from one address that are being looked up and not known to be good, at most. */
    @WithDefault("64")
    @WithConverter(PositiveCount.class)
    int checksPerAddress();

    /** Credentials that are being looked up, at most. */
    @WithDefault("2048")
    @WithConverter(PositiveCount.class)
    int checks();

    /** So many wrong credentials of one address are looked up at once. */
    @WithDefault("200")
    @WithConverter(PositiveCount.class)
    int wrongCredentialsAtOnce();

    /** After {@link #wrongCredentialsAtOnce}, one in this time. */
    @WithDefault("100ms")
    @WithConverter(PositiveDuration.class)
    Duration wrongCredentialPeriod();

    /** Registrations from one address whose body is being read, at most. */
    @WithDefault("64")
    @WithConverter(PositiveCount.class)
    int registrationBodiesPerAddress();

    /** Registrations whose body is being read, at most. */
    @WithDefault("4096")
    @WithConverter(PositiveCount.class)
    int registrationBodies();

    /** Nodes of one cluster at most, revoked ones not counted. */
    @WithDefault("256")
    @WithConverter(PositiveCount.class)
    int nodesPerCluster();

    /** Nodes of one organization at most, revoked ones not counted. */
    @WithDefault("1024")
    @WithConverter(PositiveCount.class)
    int nodesPerOrganization();

    /** Registration tokens of one cluster that can still be used, at most. */
    @WithDefault("64")
    @WithConverter(PositiveCount.class)
    int tokensPerCluster();

    /** Registrations under way with one token at most. */
    @WithDefault("32")
    @WithConverter(PositiveCount.class)
    int registrationsPerToken();

    /** Registrations under way at most. */
    @WithDefault("256")
    @WithConverter(PositiveCount.class)
    int registrations();

    /** How long a registration waits for others of its organization. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration registrationWait();

    /** Bytes of a registration's body at most. */
    @WithDefault("64K")
    @WithConverter(PositiveSize.class)
    MemorySize registrationBytes();

    /** Bytes of a heartbeat's body at most, all of which are stored. */
    @WithDefault("64K")
    @WithConverter(PositiveSize.class)
    MemorySize heartbeatBytes();

    /** A node may report once in this time; it does every 15 seconds. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration heartbeatPeriod();

    /** So many reports of a node may come at once. */
    @WithDefault("6")
    @WithConverter(PositiveCount.class)
    int heartbeatsAtOnce();

    /** Bytes of an answer about nodes, beyond which their metrics and so on are left out. */
    @WithDefault("16M")
    @WithConverter(PositiveSize.class)
    MemorySize nodesAnswer();

    /** Requests for a socket that are being looked at, at most. */
    @WithDefault("2048")
    @WithConverter(PositiveCount.class)
    int upgrades();

    /** Tunnels of one node whose opening is under way, at most. */
    @WithDefault("4")
    @WithConverter(PositiveCount.class)
    int openingsPerNode();

    /** Tunnels whose opening is under way, at most. */
    @WithDefault("1024")
    @WithConverter(PositiveCount.class)
    int openings();

    /** How long the opening of a socket, up to its first stream or proof, may take. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration openingTimeout();

    /** A node that takes over its own tunnel so often in {@link #takeoverWindow} has a double. */
    @WithDefault("6")
    @WithConverter(PositiveCount.class)
    int takeovers();

    /** See {@link #takeovers}. */
    @WithDefault("1m")
    @WithConverter(PositiveDuration.class)
    Duration takeoverWindow();

    /** How long a node that has a double keeps the tunnel that it has. */
    @WithDefault("1m")
    @WithConverter(PositiveDuration.class)
    Duration takeoverPause();

    /** Small frames of a tunnel a second, on average; keystrokes and the like. */
    @WithDefault("50000")
    @WithConverter(PositiveCount.class)
    int smallFramesPerSecond();

    /** Small frames of a tunnel at once. */
    @WithDefault("200000")
    @WithConverter(PositiveCount.class)
    int smallFramesAtOnce();

    /** Open user streams on one node at most. */
    @WithDefault("512")
    @WithConverter(PositiveCount.class)
    int streamsPerNode();

    /** Open user streams of one person at most. */
    @WithDefault("256")
    @WithConverter(PositiveCount.class)
    int streamsPerUser();

    /** Open user streams of all together at most. */
    @WithDefault("10000")
    @WithConverter(PositiveCount.class)
    int streams();

    /** Bytes that the windows of all tunnels may hold together. */
    @WithDefault("128M")
    @WithConverter(PositiveSize.class)
    MemorySize windowBudget();
}
