package activate.agenthub.node;

import activate.agenthub.HubLimits;
import activate.agenthub.body.Faults;
import activate.agenthub.body.HeartbeatShape;
import activate.agenthub.body.JsonInput;
import activate.agenthub.body.NodeFacts;
import activate.agenthub.limit.RatePerKey;
import activate.agenthub.stranger.Strangers;
import activate.messages.agent.HeartbeatAnswer;
import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/agent/heartbeat}: a node tells how it is, every 15 seconds. */
@Path("/api/agent/heartbeat")
@RunOnVirtualThread
public class HeartbeatResource {
    private static final Logger LOG = Logger.getLogger(HeartbeatResource.class);
    private static final int LONGEST_WORD = 128;
    private static final int LONGEST_RELEASE = 256;

    private final NodeKeys keys;
    private final NodeStore nodes;
    private final Strangers strangers;
    private final HubLimits limits;
    private final InstantSource clock;
    private final RatePerKey rate;

    HeartbeatResource(
            NodeKeys keys,
            NodeStore nodes,
            Strangers strangers,
            HubLimits limits,
            InstantSource clock,
            MeterRegistry metrics) {
        this.keys = keys;
        this.nodes = nodes;
        this.strangers = strangers;
        this.limits = limits;
        this.clock = clock;
        this.rate = new RatePerKey(limits.heartbeatPeriod(), limits.heartbeatsAtOnce(), clock);
        metrics.gauge(
                "activate.hub.held", Tags.of("what", "heartbeat-rates"), rate, RatePerKey::size);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public HeartbeatAnswer beat(
            @Context HttpServerRequest request,
            @Context HttpHeaders headers,
            @Nullable InputStream body) {
        Credential presented = Credential.of(headers.getRequestHeader(HttpHeaders.AUTHORIZATION));
        Node node =
                strangers.check(
                        strangers.source(request),
                        presented.digest(),
                        () -> keys.verify(presented).orElseThrow(HeartbeatResource::unknown));
        if (!rate.tryPass(node.id())) {
            throw Problem.of(
                    ProblemCode.RATE_LIMITED,
                    "This node reports too often; every 15 seconds is enough.",
                    Map.of("retryAfterSeconds", limits.heartbeatPeriod().toSeconds()));
        }
        ObjectNode said = JsonInput.read(body, limits.heartbeatBytes().asLongValue());
        Faults faults = new Faults();
        NodeFacts facts = new NodeFacts(said, faults);
        Bson changes = changes(facts, HeartbeatShape.read(said, faults), clock.instant());
        List<String> hostKeys = facts.hostKeys();
        faults.check();
        if (!node.facts().ssh().hostKeys().isEmpty()
                && !node.facts().ssh().hostKeys().containsAll(hostKeys)) {
            LOG.warnf(
                    "host keys differ from the pinned ones, kept the pinned ones nodeId=%s",
                    node.id());
        }
        // Revoked or given another key since it was looked up: then nothing was written.
        if (!nodes.recordHeartbeat(node, changes, hostKeys)) {
            throw unknown();
        }
        return new HeartbeatAnswer("ok", Map.of(), true);
    }

    private static Problem unknown() {
        return Problem.of(NodeProblems.NODE_KEY_INVALID, "Enrol the node again with a new token.");
    }

    private static Bson changes(NodeFacts facts, Document rest, Instant at) {
        List<Bson> said = new ArrayList<>();
        said.add(Updates.set("lastHeartbeatAt", Date.from(at)));
        said.add(Updates.set("hostname", facts.hostname()));
        set(said, "agentVersion", facts.text("agentVersion", LONGEST_WORD));
        set(said, "os", facts.text("os", LONGEST_WORD));
        set(said, "arch", facts.text("arch", LONGEST_WORD));
        set(said, "osRelease", facts.text("osRelease", LONGEST_RELEASE));
        set(said, "ipAddresses", facts.has("ipAddresses") ? facts.addresses() : null);
        set(said, "sshPort", facts.port());
        said.add(Updates.set("heartbeat", rest));
        return Updates.combine(said);
    }

    private static void set(List<Bson> said, String name, @Nullable Object value) {
        Optional.ofNullable(value).ifPresent(known -> said.add(Updates.set(name, known)));
    }
}
