package activate.ingress.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Limits of the edge; each one bounds memory, sockets or time that an unauthenticated client can
 * hold.
 */
@ConfigMapping(prefix = "activate.ingress.limit")
public interface LimitConfig {

    /** All request headers together; more is answered 431. */
    @WithDefault("16K")
    MemorySize headerSize();

    /** Method, target and version; more is answered 414. */
    @WithDefault("8K")
    MemorySize requestLineSize();

    /** Body of a request to the REST API, as its services take it; more is answered 413. */
    @WithDefault("1M")
    MemorySize apiBodySize();

    /** Body of a request to the routes of agents and terminals; more is answered 413. */
    @WithDefault("1M")
    MemorySize agentBodySize();

    /** Open connections of all clients. */
    @WithDefault("16384")
    int connections();

    /** Open connections of one address (one /64 with IPv6). */
    @WithDefault("4096")
    int connectionsPerAddress();

    /**
     * Requests being answered at the same time, upgraded sockets not counted; more is answered 503.
     */
    @WithDefault("4096")
    int requestsInFlight();

    /**
     * Requests of one address being answered at the same time, one that follows events included;
     * more is answered 429.
     */
    @WithDefault("1024")
    int requestsPerAddress();

    /** Upgraded sockets, and requests to become one, of all clients; more is answered 503. */
    @WithDefault("16384")
    int upgrades();

    /**
     * Upgraded sockets, and requests to become one, of one address: as many agents may be behind
     * it. More is answered 429.
     */
    @WithDefault("4096")
    int upgradesPerAddress();

    /** Files being sent to all clients; more is answered 503. */
    @WithDefault("1024")
    int files();

    /** Files being sent to one address; more is answered 429. */
    @WithDefault("256")
    int filesPerAddress();

    /**
     * Requests of one HTTP/1.1 connection that are sent before the answer to an earlier one; more
     * ends the connection.
     */
    @WithDefault("32")
    int pipelinedRequests();

    /**
     * Requests that one HTTP/1.1 connection may send while the buffer of its answers is full; more
     * ends the connection.
     */
    @WithDefault("16")
    int unreadAnswers();

    /**
     * Streams that one HTTP/2 connection may open while its answers wait to be taken; more ends the
     * connection. A client has at most a hundred under way, and of those some end while the buffer
     * of the connection empties.
     */
    @WithDefault("1000")
    int unreadStreams();

    /** Streams of one HTTP/2 connection. */
    @WithDefault("100")
    int streamsPerConnection();

    /** Time for the TLS handshake. */
    @WithDefault("10s")
    Duration handshakeTimeout();

    /** Time from connecting to the end of the first request's headers. */
    @WithDefault("10s")
    Duration headerTimeout();

    /**
     * Time that a connection without a request may stay open, the headers of the next one included.
     */
    @WithDefault("75s")
    Duration keepAliveTimeout();

    /** Longest silence inside a request body; more is answered 408. */
    @WithDefault("15s")
    Duration bodyIdleTimeout();

    /**
     * Least bytes a second, on average, that a request body must bring after the idle timeout has
     * passed once.
     */
    @WithDefault("1K")
    MemorySize bodyRate();

    /** Longest time in all that the edge waits for a request body; more is answered 408. */
    @WithDefault("15m")
    Duration bodyTimeout();

    /** Longest time that a client may take no byte of an answer that waits for it. */
    @WithDefault("60s")
    Duration stalledReader();

    /**
     * Least bytes a second, on average, that a client must take of an answer while it waits for the
     * client, after the time of a stalled reader has passed once.
     */
    @WithDefault("4K")
    MemorySize readerRate();

    /** Longest time in all that one answer, a file too, waits for its client. */
    @WithDefault("1h")
    Duration readerTimeout();

    /** Time to connect to a service; more is answered 503. */
    @WithDefault("1500ms")
    Duration connectTimeout();

    /**
     * Time from the end of the request to the head of the service's answer; more is answered 504.
     */
    @WithDefault("60s")
    Duration upstreamTimeout();

    /** Connections of one event loop to one service. */
    @WithDefault("2048")
    int upstreamConnections();

    /** How long a connection to a service stays open without a request, in whole seconds. */
    @WithDefault("30s")
    Duration upstreamKeepAlive();

    /** Requests of one address at one service; more is answered 429. */
    @WithDefault("512")
    int upstreamPerAddress();

    /** Requests of one event loop that wait for a connection to a service; more is answered 503. */
    @WithDefault("256")
    int upstreamQueue();

    /** Longest wait for a connection to a service; more is answered 503. */
    @WithDefault("5s")
    Duration upstreamWait();

    /** Longest silence of an upgraded socket. */
    @WithDefault("1h")
    Duration upgradeIdleTimeout();

    /**
     * Kernel buffer of upgraded sockets and their listeners, in bytes; the system's own choice when
     * absent.
     */
    OptionalInt socketBufferBytes();
}
