package activate.agenthub.dial;

import activate.agenthub.node.Node;
import activate.agenthub.peered.PeeredHosts;
import activate.agenthub.peered.PeeredNetworks;
import activate.messages.hub.ClusterAccess;
import activate.messages.hub.SshTarget;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
    private final PeeredHosts peered;

    TargetResource(ChooseNode chooseNode, PeeredHosts peered) {
        this.chooseNode = chooseNode;
        this.peered = peered;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SshTarget target(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @CookieParam("pw.sso") @Nullable String cookie,
            @QueryParam("cluster") @Nullable String cluster,
            @QueryParam("node") @Nullable String nodeName) {
        Destination to =
                chooseNode.run(new ChooseNode.Asked(authorization, cookie, cluster, nodeName));
        ClusterAccess access = to.cluster();
        Node node = to.node();
        return new SshTarget(
                access.name(),
                access.clusterId(),
                node.hostname,
                access.slurmUsername() == null
                        ? to.caller().safeUsername()
                        : access.slurmUsername(),
                node.sshPort,
                access.name() + "." + access.organization() + ".activate",
                node.sshHostKeys,
                direct(access, node),
                peered.address(node).isPresent(),
                node.isOnline(),
                node.isOnline());
    }

    /** The address that the owner gave, then what the node itself has of public addresses. */
    private static List<SshTarget.Address> direct(ClusterAccess access, Node node) {
        List<SshTarget.Address> found = new ArrayList<>();
        if (access.sshHost() != null) {
            found.add(new SshTarget.Address(access.sshHost(), access.sshPort()));
        }
        for (String text : node.ipAddresses) {
            Optional<InetAddress> address = PeeredNetworks.literal(text);
            if (address.filter(PeeredNetworks::isPublic).isPresent()) {
                found.add(new SshTarget.Address(text, node.sshPort));
            }
        }
        return found;
    }
}
