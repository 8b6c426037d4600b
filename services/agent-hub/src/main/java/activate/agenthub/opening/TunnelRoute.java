package activate.agenthub.opening;

import activate.agenthub.HubLimits;
import activate.agenthub.limit.InFlight;
import activate.agenthub.link.LinkMetrics;
import activate.agenthub.node.Node;
import activate.agenthub.socket.CloseCode;
import activate.agenthub.socket.SocketFaults;
import activate.agenthub.socket.Upgrade;
import activate.messages.tunnel.OpeningMessage;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** {@code /ws/ssh/tunnel}: where agents come in and become links. */
@ApplicationScoped
public class TunnelRoute {
    private final Upgrade upgrade;
    private final AdmitNode admitNode;
    private final ProveNode proveNode;
    private final TakeLink takeLink;
    private final InFlight openings;

    TunnelRoute(
            Upgrade upgrade,
            AdmitNode admitNode,
            ProveNode proveNode,
            TakeLink takeLink,
            HubLimits limits,
            LinkMetrics metrics) {
        this.upgrade = upgrade;
        this.admitNode = admitNode;
        this.proveNode = proveNode;
        this.takeLink = takeLink;
        this.openings = new InFlight(limits.openingsPerNode(), limits.openings());
        metrics.held("openings", openings);
    }

    void register(@Observes Router router) {
        router.get("/ws/ssh/tunnel").handler(route -> connect(route.request()));
    }

    private void connect(HttpServerRequest request) {
        boolean own = Upgrade.offers(request, OpeningMessage.SUBPROTOCOL);
        upgrade.accept(
                request,
                asked -> admitNode.of(asked, own),
                (context, socket, node) -> accept(context, socket, node, own));
    }

    private void accept(Context context, ServerWebSocket socket, Node node, boolean own) {
        socket.pause();
        if (!openings.tryEnter(node.id())) {
            SocketFaults.close(socket, CloseCode.TRY_LATER);
            return;
        }
        Future<Void> proved =
                own && node.identity().publicKey() != null
                        ? proveNode.run(socket, node)
                        : Future.succeededFuture();
        proved.compose(_ -> takeLink.run(context, socket, node, !own))
                .onComplete(_ -> openings.leave(node.id()));
    }
}
