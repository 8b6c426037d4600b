package activate.agenthub.opening;

import activate.agenthub.HubLimits;
import activate.agenthub.link.Links;
import activate.agenthub.node.Node;
import activate.agenthub.node.NodeKeys;
import activate.agenthub.node.NodeProblems;
import activate.agenthub.presence.PresenceLoop;
import activate.agenthub.presence.Takeovers;
import activate.agenthub.stranger.Source;
import activate.agenthub.stranger.Strangers;
import activate.messages.tunnel.OpeningMessage;
import activate.servicekit.credential.Credential;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.Callable;

/** Decides which node asks for a tunnel, and whether it may have one. */
@ApplicationScoped
class AdmitNode {
    private static final ProblemCode PROOF_REQUIRED =
            new ProblemCode("proof_required", 403, "This node proves its key at each connection.");
    private static final ProblemCode HELD =
            new ProblemCode("node_held", 429, "Another agent holds this node's identity.");

    private final Strangers strangers;
    private final NodeKeys keys;
    private final PresenceLoop presenceLoop;
    private final Takeovers takeovers;
    private final Links links;
    private final HubLimits limits;

    AdmitNode(
            Strangers strangers,
            NodeKeys keys,
            PresenceLoop presenceLoop,
            Takeovers takeovers,
            Links links,
            HubLimits limits) {
        this.strangers = strangers;
        this.keys = keys;
        this.presenceLoop = presenceLoop;
        this.takeovers = takeovers;
        this.links = links;
        this.limits = limits;
    }

    /**
     * Looks the node of a request up, and blocks for it; the request itself is read at once.
     *
     * @param proves whether the agent will prove the node's key
     */
    Callable<Node> of(HttpServerRequest request, boolean proves) {
        Credential credential = Credential.of(request.headers().getAll("Authorization"));
        Source source = strangers.source(request);
        return () -> admitted(source, credential, proves);
    }

    /** Whether the node keeps the tunnel that it has, because it was taken over too often. */
    boolean isHeld(Node node) {
        return takeovers.isPaused(node.id()) && isLinked(node);
    }

    /** Whether this hub has a live link of the node. */
    boolean isLinked(Node node) {
        return links.find(node.id()).isPresent();
    }

    private Node admitted(Source source, Credential credential, boolean proves) {
        if (!presenceLoop.hasBegun()) {
            throw Problem.of(ProblemCode.UNAVAILABLE, "The hub is starting, try again.");
        }
        Node node =
                strangers.check(
                        source,
                        credential.digest(),
                        () -> keys.verify(credential).orElseThrow(AdmitNode::unknown));
        if (node.identity().publicKey() != null && !proves) {
            throw Problem.of(
                    PROOF_REQUIRED,
                    "Connect with the subprotocol "
                            + OpeningMessage.SUBPROTOCOL
                            + " and its proof.");
        }
        if (isHeld(node)) {
            throw Problem.of(
                    HELD,
                    "Another agent holds this node's identity. If there is none, enrol it again.",
                    Map.of("retryAfterSeconds", limits.takeoverPause().toSeconds()));
        }
        return node;
    }

    private static Problem unknown() {
        return Problem.of(NodeProblems.NODE_KEY_INVALID, "Enrol the node again with a new token.");
    }
}
