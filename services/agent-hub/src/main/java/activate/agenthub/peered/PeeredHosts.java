package activate.agenthub.peered;

import activate.agenthub.HubConfig;
import activate.agenthub.node.Node;
import activate.servicekit.log.LogText;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes the hub may dial itself. Address and port are what the node claims, so the operator
 * names the networks and ports, and the SSH server there must prove a host key of the node. What
 * was found is believed for a minute, and that nothing answers for half of one.
 */
@ApplicationScoped
public class PeeredHosts {
    private static final Logger LOG = Logger.getLogger(PeeredHosts.class);
    private static final Duration BELIEVED = Duration.ofMinutes(1);
    private static final Duration SILENCE_BELIEVED = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 10_000;

    /** Each runs an SSH client of its own, for as long as a dial may take. */
    static final int MOST_PROBES = 16;

    private final HubConfig config;
    private final PeeredNetworks networks;
    private final ProbeHostKey probe;
    private final MeterRegistry metrics;
    private final Semaphore freeProbes = new Semaphore(MOST_PROBES);

    /** Where an entry still runs when it goes, a second probe of it counts like any other. */
    private final Cache<Claim, Check> checks;

    /** What a look at a node's address came to. */
    public enum Proof {
        /** The node is there. */
        PROVED,
        /** Somebody else is there. */
        DIFFERS,
        /** No SSH server answers in time. */
        SILENT,
        /** Not known yet: still being asked. */
        PENDING
    }

    /** What a node says of itself. */
    private record Claim(String nodeId, InetSocketAddress address, List<String> keys) {}

    /**
     * One question to an address.
     *
     * @param found {@code PENDING} until the answer is there
     */
    private record Check(CompletableFuture<Proof> answer, Proof found) {
        Duration believed() {
            return switch (found) {
                case PENDING -> Duration.ofNanos(Long.MAX_VALUE);
                case SILENT -> SILENCE_BELIEVED;
                case PROVED, DIFFERS -> BELIEVED;
            };
        }
    }

    PeeredHosts(
            HubConfig config,
            PeeredNetworks networks,
            ProbeHostKey probe,
            MeterRegistry metrics,
            Ticker ticker) {
        this.config = config;
        this.networks = networks;
        this.probe = probe;
        this.metrics = metrics;
        this.checks =
                Caffeine.newBuilder()
                        .maximumSize(MOST_REMEMBERED)
                        .expireAfter(Expiry.<Claim, Check>writing((_, check) -> check.believed()))
                        .ticker(ticker)
                        .executor(Runnable::run)
                        .build();
    }

    /** Where the hub may try to reach the node: nowhere while its host keys are not known. */
    public Optional<InetSocketAddress> address(Node node) {
        Node.Ssh ssh = node.facts().ssh();
        if (ssh.hostKeys().isEmpty() || !config.peeredPorts().contains(ssh.port())) {
            return Optional.empty();
        }
        return networks.reachable(ssh.addresses())
                .map(address -> new InetSocketAddress(address, ssh.port()))
                .filter(address -> !isKnownToDiffer(claim(node, address)));
    }

    /**
     * Whether the node is at {@code address}; asks there if that is not known, unless too many are
     * being asked already. Blocks.
     */
    public Proof prove(Node node, InetSocketAddress address, Duration timeout) {
        Check check = checks.get(claim(node, address), this::begin);
        if (check == null) {
            metrics.counter("activate.peered.checks", "result", "deferred").increment();
            return Proof.PENDING;
        }
        try {
            return check.answer().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Proof.PENDING;
        } catch (ExecutionException e) {
            return Proof.SILENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Proof.PENDING;
        }
    }

    private static Claim claim(Node node, InetSocketAddress address) {
        return new Claim(node.id(), address, node.facts().ssh().hostKeys());
    }

    private boolean isKnownToDiffer(Claim claim) {
        Check known = checks.getIfPresent(claim);
        return known != null && known.found() == Proof.DIFFERS;
    }

    /** Begins to ask; null while no more may be asked. */
    private @Nullable Check begin(Claim claim) {
        if (!freeProbes.tryAcquire()) {
            return null;
        }
        Check begun = new Check(new CompletableFuture<>(), Proof.PENDING);
        Thread.ofVirtual().name("host-key-probe").start(() -> run(claim, begun));
        return begun;
    }

    private void run(Claim claim, Check check) {
        Proof proof = Proof.SILENT;
        try {
            proof = ask(claim);
        } finally {
            freeProbes.release();
            checks.asMap().replace(claim, check, new Check(check.answer(), proof));
            check.answer().complete(proof);
        }
        metrics.counter("activate.peered.checks", "result", proof.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private Proof ask(Claim claim) {
        try {
            if (probe.isProved(claim.address(), claim.keys(), config.dialTimeout())) {
                return Proof.PROVED;
            }
            LOG.warnf(
                    "peered address not used, another host key is shown there nodeId=%s address=%s",
                    claim.nodeId(), claim.address());
            return Proof.DIFFERS;
        } catch (IOException e) {
            LOG.infof(
                    "peered address not used nodeId=%s address=%s cause=%s",
                    claim.nodeId(), claim.address(), LogText.of(e));
            return Proof.SILENT;
        }
    }
}
