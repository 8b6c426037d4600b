package activate.cli.route;

import activate.cli.api.Api;
import activate.cli.api.Invocation;
import activate.cli.api.Refusal;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.messages.connect.ConnectMessage;
import activate.outbound.OutboundException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens the best way to a cluster: a direct one gets a short head start, else the platform chooses.
 */
public final class OpenRoute {
    private static final Duration HEAD_START = Duration.ofMillis(250);
    private static final Duration DIRECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(15);

    private final Invocation invocation;
    private final String cluster;
    private final @Nullable String node;

    public OpenRoute(Invocation invocation, String cluster, @Nullable String node) {
        this.invocation = invocation;
        this.cluster = cluster;
        this.node = node;
    }

    public NodeRoute open(Via via) throws Failure {
        return via == Via.auto || via == Via.direct
                ? open(via, new FindDestination(invocation).find(cluster, node))
                : opened(throughPlatform(via, node));
    }

    /** The same to the node that the platform was just asked for. */
    public NodeRoute open(Via via, SshDestination target) throws Failure {
        NodeRoute route =
                switch (via) {
                    case auto -> DialDirect.race(target.direct(), HEAD_START).orElse(null);
                    case direct ->
                            DialDirect.race(target.direct(), DIRECT_TIMEOUT)
                                    .orElseThrow(this::noDirectWay);
                    case peered, tunnel, platform -> null;
                };
        // What was asked for may be an id, and several nodes may have one name.
        String exactly = node == null && !target.node().isEmpty() ? target.node() : node;
        return opened(route == null ? throughPlatform(via, exactly) : route);
    }

    private Failure noDirectWay() {
        return new Failure(
                ExitCode.UNREACHABLE,
                "no address of " + cluster + " can be reached directly from here",
                "leave out --via direct");
    }

    private NodeRoute opened(NodeRoute route) {
        invocation.trace("connected by " + route.via());
        return route;
    }

    private NodeRoute throughPlatform(Via via, @Nullable String node) throws Failure {
        Login login = invocation.login();
        URI uri =
                URI.create(
                        "wss://"
                                + login.server().getRawAuthority()
                                + "/ws/ssh/connect"
                                + FindDestination.query(cluster, node)
                                + "&via="
                                + Api.part(via.wire()));
        try {
            return PlatformRoute.open(
                    invocation
                            .client()
                            .socket(
                                    uri,
                                    Map.of("Authorization", login.credential().authorization()),
                                    ConnectMessage.SUBPROTOCOL,
                                    UPGRADE_TIMEOUT));
        } catch (OutboundException e) {
            throw Refusal.of(e, "the platform");
        }
    }
}
