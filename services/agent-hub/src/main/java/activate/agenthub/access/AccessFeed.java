package activate.agenthub.access;

import activate.agenthub.HubConfig;
import activate.backoff.Backoff;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.Envelope;
import activate.messages.event.EventType;
import activate.messages.hub.ClusterAccess;
import activate.servicekit.call.ServiceClient;
import activate.servicekit.caller.Revocation;
import activate.servicekit.log.LogText;
import activate.servicekit.problem.Problem;
import activate.servicekit.servicetoken.ServiceTokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.MongoException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hub's copy of clusters and revocations: by messages as they happen, and by reading all
 * clusters at start and every minute, since messages sent while a hub was away are not kept for it.
 */
@ApplicationScoped
public class AccessFeed {
    private static final Logger LOG = Logger.getLogger(AccessFeed.class);
    private static final int PAGE = 500;
    private static final int MOST_TRIES = 6;
    private static final Backoff RETRY =
            new Backoff(Duration.ofMillis(500), Duration.ofSeconds(16));

    private final ClusterCopy copy;
    private final Credentials credentials;
    private final Callers callers;
    private final ServiceClient legacyApi;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final Event<Change> changes;
    private final Counter missed;

    /** Told inside this hub after a change is stored. */
    public sealed interface Change {
        /** Rights on a cluster changed, or the cluster is gone. */
        record OfCluster(ClusterAccess cluster) implements Change {}

        /** A credential, or every credential of a user, is void. */
        record OfCredential(Revocation revocation) implements Change {}
    }

    @SuppressWarnings("checkstyle:ParameterNumber")
    AccessFeed(
            ClusterCopy copy,
            Credentials credentials,
            Callers callers,
            HubConfig config,
            ServiceTokens tokens,
            ObjectMapper json,
            InstantSource clock,
            MeterRegistry metrics,
            Event<Change> changes) {
        this.copy = copy;
        this.credentials = credentials;
        this.callers = callers;
        this.json = json;
        this.clock = clock;
        this.changes = changes;
        this.missed = metrics.counter("activate.access.messages.retried");
        this.legacyApi =
                new ServiceClient(
                        "legacy-api", config.legacyApiUrl(), Duration.ofSeconds(10), tokens, json);
    }

    /**
     * A message that means nothing is dropped: taken again it would mean no more. While the store
     * is away it is tried again here, and after that given back to the broker.
     */
    @Incoming("access")
    @RunOnVirtualThread
    void onMessage(byte[] body) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                take(json.readTree(body));
                return;
            } catch (JsonProcessingException e) {
                drop(body, e.getOriginalMessage());
                return;
            } catch (IOException | IllegalArgumentException e) {
                drop(body, e.toString());
                return;
            } catch (MongoException e) {
                missed.increment();
                LOG.warnf("message not taken, tried again tries=%d cause=%s", tries, LogText.of(e));
                if (tries == MOST_TRIES) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(
                        RETRY.pause(tries, ThreadLocalRandom.current()).toMillis());
            }
        }
    }

    private static void drop(byte[] body, String cause) {
        LOG.errorf("message dropped bytes=%d cause=%s", body.length, LogText.of(cause));
    }

    private void take(JsonNode envelope) throws JsonProcessingException {
        String type = envelope.path("type").asText();
        switch (type) {
            case EventType.CLUSTER_CHANGED, EventType.CLUSTER_DELETED -> {
                ClusterAccess cluster = read(envelope, ClusterAccess.class).data();
                if (cluster == null || cluster.clusterId() == null) {
                    throw new IllegalArgumentException("a change of no cluster");
                }
                apply(cluster);
            }
            case EventType.CREDENTIAL_REVOKED -> {
                Envelope<@Nullable CredentialRevoked> message =
                        read(envelope, CredentialRevoked.class);
                revoke(Revocation.of(message.data(), message.time()));
            }
            default -> LOG.debugf("message ignored type=%s", LogText.of(type));
        }
    }

    /**
     * Reads every cluster anew.
     *
     * @throws Problem when legacy-api does not answer
     */
    void rebuild() {
        // Only what was here before the read began can be missing from it.
        List<ClusterAccess> before = copy.missingFrom(Set.of());
        Set<String> known = new HashSet<>();
        String after = "";
        List<ClusterAccess> page;
        do {
            page =
                    legacyApi.get(
                            "/internal/v1/clusters?limit=" + PAGE + "&after=" + after,
                            new TypeReference<>() {});
            for (ClusterAccess cluster : page) {
                apply(cluster);
                known.add(cluster.clusterId());
                after = cluster.clusterId();
            }
        } while (page.size() == PAGE);
        for (ClusterAccess gone : before) {
            if (!known.contains(gone.clusterId())) {
                apply(deleted(gone));
            }
        }
        credentials.sweep(clock.instant().minus(Revocation.KEPT));
    }

    private void apply(ClusterAccess cluster) {
        if (copy.apply(cluster)) {
            changes.fire(new Change.OfCluster(cluster));
        }
    }

    /** What is open ends also while the store is away; what begins meanwhile, once it is back. */
    private void revoke(Revocation revocation) {
        try {
            credentials.revoke(revocation, clock.instant());
        } finally {
            callers.forget(revocation);
            changes.fire(new Change.OfCredential(revocation));
        }
    }

    private static ClusterAccess deleted(ClusterAccess cluster) {
        return new ClusterAccess(
                cluster.clusterId(),
                cluster.organization(),
                cluster.name(),
                cluster.type(),
                cluster.ownerUsername(),
                cluster.version() + 1,
                true,
                cluster.disconnected(),
                cluster.loginUsers(),
                cluster.organizationLogin(),
                cluster.sshHost(),
                cluster.sshPort(),
                cluster.slurmUsername());
    }

    private <T> Envelope<@Nullable T> read(JsonNode envelope, Class<T> type)
            throws JsonProcessingException {
        return json.treeToValue(
                envelope, json.getTypeFactory().constructParametricType(Envelope.class, type));
    }
}
