package activate.agenthub.node;

import activate.servicekit.problem.Problem;
import com.mongodb.client.model.Updates;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/agent/heartbeat}: a node tells how it is, every 15 seconds. */
@Path("/api/agent/heartbeat")
@RunOnVirtualThread
public class HeartbeatResource {
    private static final Logger LOG = Logger.getLogger(HeartbeatResource.class);

    private final NodeKeys keys;
    private final NodeStore nodes;
    private final InstantSource clock;

    HeartbeatResource(NodeKeys keys, NodeStore nodes, InstantSource clock) {
        this.keys = keys;
        this.nodes = nodes;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public HeartbeatBody.Answer beat(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Nullable HeartbeatBody body) {
        Node node =
                keys.verifyBasic(authorization)
                        .orElseThrow(
                                () ->
                                        Problem.of(
                                                NodeProblems.NODE_KEY_INVALID,
                                                "Enrol the node again with a new token."));
        if (body == null) {
            throw Problem.invalid("/hostname", "The body is missing.");
        }
        NodeFacts facts = new NodeFacts();
        facts.hostname(body.hostname());
        facts.addresses(body.ipAddresses());
        facts.port(body.sshPort());
        List<String> hostKeys = facts.hostKeys(body.sshHostKeys());
        facts.check();
        if (!node.sshHostKeys.isEmpty() && !hostKeys.isEmpty() && !sameKeys(node, hostKeys)) {
            LOG.warnf(
                    "host keys differ from the pinned ones, kept the pinned ones nodeId=%s",
                    node.id);
        }
        nodes.recordHeartbeat(node.id, said(body, clock.instant()), hostKeys);
        return new HeartbeatBody.Answer("ok", Map.of(), true);
    }

    private static boolean sameKeys(Node node, List<String> hostKeys) {
        return node.sshHostKeys.containsAll(hostKeys);
    }

    private static Bson said(HeartbeatBody body, Instant at) {
        List<Bson> said = new ArrayList<>();
        said.add(Updates.set("lastHeartbeatAt", Date.from(at)));
        set(said, "hostname", body.hostname());
        set(said, "agentVersion", body.agentVersion());
        set(said, "os", body.os());
        set(said, "arch", body.arch());
        set(said, "osRelease", body.osRelease());
        set(said, "ipAddresses", body.ipAddresses());
        set(said, "sshPort", body.sshPort());
        Document rest = new Document();
        put(rest, "filesystems", body.filesystems());
        put(rest, "metrics", body.metrics());
        put(rest, "systemInfo", body.systemInfo());
        put(rest, "scheduler", body.scheduler());
        said.add(Updates.set("heartbeat", rest));
        return Updates.combine(said);
    }

    private static void set(List<Bson> said, String name, @Nullable Object value) {
        if (value != null) {
            said.add(Updates.set(name, value));
        }
    }

    private static void put(Document rest, String name, @Nullable Object value) {
        if (value != null) {
            rest.append(name, value);
        }
    }
}
