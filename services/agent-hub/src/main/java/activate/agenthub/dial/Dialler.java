package activate.agenthub.dial;

import activate.agenthub.HubConfig;
import activate.agenthub.farend.DialResult;
import activate.agenthub.link.Links;
import activate.agenthub.node.Node;
import activate.agenthub.peered.PeeredHosts;
import activate.agenthub.socket.Upgrade;
import activate.tunnel.StreamClass;
import io.vertx.core.Context;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reaches a node's SSH server: over a peered network where that works, else through the tunnel. */
@ApplicationScoped
class Dialler {
    /** What the policy allows without more: the node's own SSH server. */
    private static final String TARGET = "ssh";

    /** A peered address that failed is not tried again for so long. */
    private static final Duration AVOIDED = Duration.ofSeconds(30);

    private final Links links;
    private final PeeredHosts peered;
    private final Upgrade upgrade;
    private final HubConfig config;
    private final InstantSource clock;
    private final ConcurrentHashMap<String, Instant> avoidedUntil = new ConcurrentHashMap<>();

    /** A result, and the way by which it came. */
    record Dialled(Via via, DialResult result) {}

    Dialler(
            Links links,
            PeeredHosts peered,
            Upgrade upgrade,
            HubConfig config,
            InstantSource clock) {
        this.links = links;
        this.peered = peered;
        this.upgrade = upgrade;
        this.config = config;
        this.clock = clock;
    }

    /** Dials {@code node}; the result comes on {@code context}. */
    Future<Dialled> dial(Context context, Node node, Via via) {
        return switch (via) {
            case TUNNEL -> tunnel(context, node);
            case PEERED -> peered(context, node, config.dialTimeout());
            case AUTO -> {
                if (peered.address(node).isEmpty() || isAvoided(node)) {
                    yield tunnel(context, node);
                }
                Duration headStart =
                        links.find(node.id()).isPresent()
                                ? config.peeredTimeout()
                                : config.dialTimeout();
                yield peered(context, node, headStart)
                        .compose(
                                first ->
                                        first.result() instanceof DialResult.Connected
                                                ? Future.succeededFuture(first)
                                                : tunnel(context, node));
            }
        };
    }

    private boolean isAvoided(Node node) {
        Instant until = avoidedUntil.get(node.id());
        if (until == null) {
            return false;
        }
        if (clock.instant().isBefore(until)) {
            return true;
        }
        avoidedUntil.remove(node.id(), until);
        return false;
    }

    private Future<Dialled> tunnel(Context context, Node node) {
        io.vertx.core.Promise<Dialled> promise = io.vertx.core.Promise.promise();
        links.find(node.id())
                .map(link -> link.dial(TARGET, StreamClass.INTERACTIVE, config.dialTimeout()))
                .orElseGet(
                        () ->
                                Future.succeededFuture(
                                        new DialResult.Failed(
                                                "offline", "The node has no live tunnel.")))
                .onComplete(
                        done ->
                                context.runOnContext(
                                        _ ->
                                                promise.complete(
                                                        new Dialled(Via.TUNNEL, done.result()))));
        return promise.future();
    }

    private Future<Dialled> peered(Context context, Node node, Duration timeout) {
        Optional<InetSocketAddress> to = peered.address(node);
        if (to.isEmpty()) {
            return Future.succeededFuture(
                    new Dialled(
                            Via.PEERED,
                            new DialResult.Failed(
                                    "denied", "The node is in no network that the hub may dial.")));
        }
        return upgrade.offLoop(
                context, () -> new Dialled(Via.PEERED, reach(node, to.get(), timeout)));
    }

    private DialResult reach(Node node, InetSocketAddress to, Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        return switch (peered.prove(node, to, timeout)) {
            case PROVED -> {
                Duration left = Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
                DialResult result = connect(to, left);
                yield result instanceof DialResult.Failed failed ? avoiding(node, failed) : result;
            }
            // Nothing is wrong with the way: whoever comes next finds the answer.
            case PENDING ->
                    new DialResult.Failed("timeout", "The node's SSH server does not answer yet.");
            case SILENT ->
                    avoiding(
                            node,
                            new DialResult.Failed(
                                    "unreachable", "No SSH server answers at the node's address."));
            case DIFFERS ->
                    avoiding(
                            node,
                            new DialResult.Failed(
                                    "denied",
                                    "The SSH server at the node's address is not the node's."));
        };
    }

    private DialResult avoiding(Node node, DialResult.Failed failed) {
        Instant now = clock.instant();
        avoidedUntil.values().removeIf(until -> !now.isBefore(until));
        avoidedUntil.put(node.id(), now.plus(AVOIDED));
        return failed;
    }

    private static DialResult connect(InetSocketAddress to, Duration timeout) {
        try {
            return new DialResult.Connected(SocketFarEnd.connect(to, timeout));
        } catch (SocketTimeoutException e) {
            return new DialResult.Failed("timeout", "The node's address does not answer.");
        } catch (ConnectException e) {
            return new DialResult.Failed("refused", "The node's SSH port is closed.");
        } catch (IOException e) {
            return new DialResult.Failed("unreachable", "The node's address cannot be reached.");
        }
    }
}
