package activate.agenthub.dial;

import activate.agenthub.caller.Presented;
import activate.agenthub.node.Node;
import activate.agenthub.peered.PeeredHosts;
import activate.agenthub.peered.PeeredNetworks;
import activate.agenthub.stranger.Strangers;
import activate.messages.hub.ClusterAccess;
import activate.messages.hub.SshTarget;
import activate.settings.PlatformConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code GET /ws/ssh/target}: host keys, login name and ways of a node, for {@code pw ssh}. */
@Path("/ws/ssh/target")
@RunOnVirtualThread
public class TargetResource {
    private final ChooseNode chooseNode;
    private final Strangers strangers;
    private final PeeredHosts peered;
    private final PlatformConfig platform;

    TargetResource(
            ChooseNode chooseNode,
            Strangers strangers,
            PeeredHosts peered,
            PlatformConfig platform) {
        this.strangers = strangers;
        this.platform = platform;
        this.chooseNode = chooseNode;
        this.peered = peered;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SshTarget target(
            @Context HttpServerRequest request,
            @Context HttpHeaders headers,
            @QueryParam("cluster") @Nullable String cluster,
            @QueryParam("node") @Nullable String nodeName) {
        Destination to =
                chooseNode.run(
                        new ChooseNode.Asked(
                                strangers.source(request), presented(headers), cluster, nodeName));
        ClusterAccess access = to.cluster();
        Node node = to.node();
        return new SshTarget(
                access.name(),
                access.clusterId(),
                node.facts().hostname(),
                access.slurmUsername() == null
                        ? to.caller().safeUsername()
                        : access.slurmUsername(),
                node.facts().ssh().port(),
                access.name() + "." + access.organization() + ".activate",
                node.facts().ssh().hostKeys(),
                direct(access, node),
                peered.address(node).isPresent(),
                node.isOnline(),
                node.isOnline());
    }

    private Presented presented(HttpHeaders headers) {
        return Presented.forReading(
                new Presented.Headers(
                        all(headers, HttpHeaders.AUTHORIZATION),
                        all(headers, HttpHeaders.COOKIE),
                        all(headers, "Origin")),
                platform.publicUrl());
    }

    private static List<String> all(HttpHeaders headers, String name) {
        List<String> found = headers.getRequestHeader(name);
        return found == null ? List.of() : found;
    }

    /** The address that the owner gave, then what the node itself has of public addresses. */
    private static List<SshTarget.Address> direct(ClusterAccess access, Node node) {
        List<SshTarget.Address> found = new ArrayList<>();
        if (access.sshHost() != null) {
            found.add(new SshTarget.Address(access.sshHost(), access.sshPort()));
        }
        for (String text : node.facts().ssh().addresses()) {
            Optional<InetAddress> address = PeeredNetworks.literal(text);
            if (address.filter(PeeredNetworks::isPublic).isPresent()) {
                found.add(new SshTarget.Address(text, node.facts().ssh().port()));
            }
        }
        return found;
    }
}
