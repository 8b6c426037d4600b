package activate.ingress.limit;

import activate.settings.bound.PositiveCount;
import activate.settings.bound.PositiveDuration;
import activate.settings.bound.PositiveSize;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits of the edge; each one bounds memory, sockets or time that an unauthenticated client can
 * hold.
 */
@ConfigMapping(prefix = "activate.ingress.limit")
public interface EdgeLimits {

    /** All request headers together; more is answered 431. */
    @WithDefault("16K")
    @WithConverter(PositiveSize.class)
    MemorySize headerSize();

    /** Method, target and version; more is answered 414. */
    @WithDefault("8K")
    @WithConverter(PositiveSize.class)
    MemorySize requestLineSize();

    /** Body of a request to the REST API, as its services take it; more is answered 413. */
    @WithDefault("1M")
    @WithConverter(PositiveSize.class)
    MemorySize apiBodySize();

    /** Body of a request to the routes of agents and terminals; more is answered 413. */
    @WithDefault("1M")
    @WithConverter(PositiveSize.class)
    MemorySize agentBodySize();

    /** Open connections of all clients. */
    @WithDefault("16384")
    @WithConverter(PositiveCount.class)
    int connections();

    /** Open connections of one address (one /64 with IPv6). */
    @WithDefault("4096")
    @WithConverter(PositiveCount.class)
    int connectionsPerAddress();

    /**
     * Requests being answered at the same time, upgraded sockets not counted; more is answered 503.
     */
    @WithDefault("4096")
    @WithConverter(PositiveCount.class)
    int requestsInFlight();

    /**
     * Requests of one address being answered at the same time, one that follows events included;
     * more is answered 429.
     */
    @WithDefault("1024")
    @WithConverter(PositiveCount.class)
    int requestsPerAddress();

    /** Upgraded sockets, and requests to become one, of all clients; more is answered 503. */
    @WithDefault("16384")
    @WithConverter(PositiveCount.class)
    int upgrades();

    /**
     * Upgraded sockets, and requests to become one, of one address: as many agents may be behind
     * it. More is answered 429.
     */
    @WithDefault("4096")
    @WithConverter(PositiveCount.class)
    int upgradesPerAddress();

    /** Files being sent to all clients; more is answered 503. */
    @WithDefault("1024")
    @WithConverter(PositiveCount.class)
    int files();

    /** Files being sent to one address; more is answered 429. */
    @WithDefault("256")
    @WithConverter(PositiveCount.class)
    int filesPerAddress();

    /**
     * Requests of one HTTP/1.1 connection that are sent before the answer to an earlier one; more
     * ends the connection.
     */
    @WithDefault("32")
    @WithConverter(PositiveCount.class)
    int pipelinedRequests();

    /**
     * Requests that one HTTP/1.1 connection may send while the buffer of its answers is full; more
     * ends the connection.
     */
    @WithDefault("16")
    @WithConverter(PositiveCount.class)
    int unreadAnswers();

    /**
     * Streams that one HTTP/2 connection may open while its answers wait to be taken; more ends the
     * connection. A client has at most a hundred under way, and of those some end while the buffer
     * of the connection empties.
     */
    @WithDefault("1000")
    @WithConverter(PositiveCount.class)
    int unreadStreams();

    /** Streams of one HTTP/2 connection. */
    @WithDefault("100")
    @WithConverter(PositiveCount.class)
    int streamsPerConnection();

    /** Time for the TLS handshake. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration handshakeTimeout();

    /** Time from connecting to the end of the first request's headers. */
    @WithDefault("10s")
    @WithConverter(PositiveDuration.class)
    Duration headerTimeout();

    /**
     * Time that a connection without a request may stay open, the headers of the next one included.
     */
    @WithDefault("75s")
    @WithConverter(PositiveDuration.class)
    Duration keepAliveTimeout();

    /** Longest silence inside a request body; more is answered 408. */
    @WithDefault("15s")
    @WithConverter(PositiveDuration.class)
    Duration bodyIdleTimeout();

    /**
     * Least bytes a second, on average, that a request body must bring after the idle timeout has
     * passed once.
     */
    @WithDefault("1K")
    @WithConverter(PositiveSize.class)
    MemorySize bodyRate();

    /** Longest time in all that the edge waits for a request body; more is answered 408. */
    @WithDefault("15m")
    @WithConverter(PositiveDuration.class)
    Duration bodyTimeout();

    /** Longest time that a client may take no byte of an answer that waits for it. */
    @WithDefault("60s")
    @WithConverter(PositiveDuration.class)
    Duration stalledReader();

    /**
     * Least bytes a second, on average, that a client must take of an answer while it waits for the
     * client, after the time of a stalled reader has passed once.
     */
    @WithDefault("4K")
    @WithConverter(PositiveSize.class)
    MemorySize readerRate();

    /** Longest time in all that one answer, a file too, waits for its client. */
    @WithDefault("1h")
    @WithConverter(PositiveDuration.class)
    Duration readerTimeout();

    /** Time to connect to a service; more is answered 503. */
    @WithDefault("1500ms")
    @WithConverter(PositiveDuration.class)
    Duration connectTimeout();

    /**
     * Time from the end of the request to the head of the service's answer; more is answered 504.
     */
    @WithDefault("60s")
    @WithConverter(PositiveDuration.class)
    Duration upstreamTimeout();

    /** Connections of one event loop to one service. */
    @WithDefault("2048")
    @WithConverter(PositiveCount.class)
    int upstreamConnections();

    /** How long a connection to a service stays open without a request, in whole seconds. */
    @WithDefault("30s")
    @WithConverter(PositiveDuration.class)
    Duration upstreamKeepAlive();

    /** Requests of one address at one service; more is answered 429. */
    @WithDefault("512")
    @WithConverter(PositiveCount.class)
    int upstreamPerAddress();

    /** Requests of one event loop that wait for a connection to a service; more is answered 503. */
    @WithDefault("256")
    @WithConverter(PositiveCount.class)
    int upstreamQueue();

    /** Longest wait for a connection to a service; more is answered 503. */
    @WithDefault("5s")
    @WithConverter(PositiveDuration.class)
    Duration upstreamWait();

    /** Longest silence of an upgraded socket. */
    @WithDefault("1h")
    @WithConverter(PositiveDuration.class)
    Duration upgradeIdleTimeout();

    /**
     * Kernel buffer of upgraded sockets and their listeners, in bytes; the system's own choice when
     * absent.
     */
    @WithConverter(PositiveCount.class)
    Optional<Integer> socketBufferBytes();
}
