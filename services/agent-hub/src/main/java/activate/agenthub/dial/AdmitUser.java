package activate.agenthub.dial;

import activate.agenthub.caller.Presented;
import activate.agenthub.socket.Upgrade;
import activate.agenthub.stranger.Source;
import activate.agenthub.stranger.Strangers;
import activate.messages.connect.ConnectMessage;
import activate.servicekit.problem.Problem;
import activate.settings.PlatformConfig;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.Callable;

/** Decides where a user's stream goes, and whether it may. */
@ApplicationScoped
class AdmitUser {
    private final Strangers strangers;
    private final ChooseNode chooseNode;
    private final UserStreams streams;
    private final PlatformConfig platform;

    AdmitUser(
            Strangers strangers,
            ChooseNode chooseNode,
            UserStreams streams,
            PlatformConfig platform) {
        this.strangers = strangers;
        this.chooseNode = chooseNode;
        this.streams = streams;
        this.platform = platform;
    }

    /** Where a stream goes, and which way. */
    record Admitted(Destination to, Via via) {}

    /** Finds out what a request may have, and blocks for it; the request itself is read at once. */
    Callable<Admitted> of(HttpServerRequest request) {
        Presented.Headers headers =
                new Presented.Headers(
                        request.headers().getAll("Authorization"),
                        request.headers().getAll("Cookie"),
                        request.headers().getAll("Origin"));
        String cluster = request.getParam("cluster");
        String node = request.getParam("node");
        String via = request.getParam("via");
        Source source = strangers.source(request);
        boolean speaksOurs = Upgrade.offers(request, ConnectMessage.SUBPROTOCOL);
        return () -> {
            if (!speaksOurs) {
                throw Problem.invalid(
                        "Sec-WebSocket-Protocol", "Ask for " + ConnectMessage.SUBPROTOCOL + ".");
            }
            Via way = Via.parse(via);
            Presented presented = Presented.forSocket(headers, platform.publicUrl());
            return new Admitted(
                    destination(new ChooseNode.Asked(source, presented, cluster, node)), way);
        };
    }

    /** Refuses what was withdrawn since it was admitted; blocks. */
    void again(Destination to) {
        chooseNode.again(to);
    }

    private Destination destination(ChooseNode.Asked asked) {
        Destination to = chooseNode.run(asked);
        if (!to.node().isOnline() && to.node().facts().ssh().addresses().isEmpty()) {
            throw offline(to);
        }
        streams.checkRoom(to);
        return to;
    }

    private static Problem offline(Destination to) {
        return Problem.of(
                DialProblems.CLUSTER_OFFLINE,
                "No node of the cluster '" + to.cluster().name() + "' is online.",
                Map.of("cluster", to.cluster().name()));
    }
}
