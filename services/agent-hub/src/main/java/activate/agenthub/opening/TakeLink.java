package activate.agenthub.opening;

import activate.agenthub.link.AgentLink;
import activate.agenthub.link.BeginLink;
import activate.agenthub.node.Node;
import activate.agenthub.presence.Presence;
import activate.agenthub.socket.CloseCode;
import activate.agenthub.socket.SocketFaults;
import activate.agenthub.socket.Upgrade;
import activate.servicekit.log.LogText;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.ServerWebSocket;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Makes a link of the socket of an admitted node. */
@ApplicationScoped
class TakeLink {
    private static final Logger LOG = Logger.getLogger(TakeLink.class);

    private final Upgrade upgrade;
    private final AdmitNode admitNode;
    private final Presence presence;
    private final ProveNode proveNode;
    private final BeginLink beginLink;
    private final NoticeTakeover noticeTakeover;

    TakeLink(
            Upgrade upgrade,
            AdmitNode admitNode,
            Presence presence,
            ProveNode proveNode,
            BeginLink beginLink,
            NoticeTakeover noticeTakeover) {
        this.upgrade = upgrade;
        this.admitNode = admitNode;
        this.presence = presence;
        this.proveNode = proveNode;
        this.beginLink = beginLink;
        this.noticeTakeover = noticeTakeover;
    }

    /** Ends when the link lives and is permitted, or when there is none. */
    Future<Void> run(Context context, ServerWebSocket socket, Node node, boolean plain) {
        socket.pause();
        if (admitNode.isHeld(node)) {
            SocketFaults.close(socket, CloseCode.HELD);
            return Future.succeededFuture();
        }
        return upgrade.offLoop(context, () -> presence.online(node.id()))
                .compose(
                        online -> {
                            if (online.isEmpty()) {
                                SocketFaults.close(socket, CloseCode.REVOKED);
                                return Future.succeededFuture();
                            }
                            return look(
                                    context,
                                    socket,
                                    begun(context, socket, online.get(), plain),
                                    node);
                        })
                .onFailure(
                        failure -> {
                            LOG.warnf(
                                    "link not taken nodeId=%s cause=%s",
                                    node.id(), LogText.of(failure));
                            SocketFaults.close(socket, CloseCode.INTERNAL);
                        });
    }

    private AgentLink begun(Context context, ServerWebSocket socket, Node node, boolean plain) {
        boolean takesOver = !socket.isClosed() && admitNode.isLinked(node);
        if (!plain && !socket.isClosed()) {
            proveNode.welcome(socket, node);
        }
        AgentLink link = beginLink.run(context, socket, node, plain);
        if (takesOver) {
            noticeTakeover.run(context, node);
        }
        return link;
    }

    /**
     * Looks once more, now that a revocation finds the link. Until then nothing of the agent is
     * read, so that nothing passes through a link that is not permitted.
     */
    private Future<Void> look(
            Context context, ServerWebSocket socket, AgentLink link, Node verified) {
        return upgrade.offLoop(
                        context,
                        () -> presence.objection(link.node(), verified.identity().keyHash()))
                .onSuccess(
                        objection -> {
                            if (objection.isPresent()) {
                                link.close(objection.get());
                            } else if (!socket.isClosed()) {
                                socket.resume();
                            }
                        })
                .onFailure(_ -> link.close(CloseCode.INTERNAL))
                .mapEmpty();
    }
}
