package activate.cli.way;

import activate.cli.api.Api;
import activate.cli.api.Platform;
import activate.cli.api.Problem;
import activate.cli.credentials.Login;
import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Failure;
import activate.outbound.OutboundException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens the best way to a cluster: a direct one gets a short head start, else the platform chooses.
 */
public final class OpenWay {
    private static final Duration HEAD_START = Duration.ofMillis(250);
    private static final Duration DIRECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(15);

    private final Platform platform;
    private final String cluster;
    private final @Nullable String node;

    public OpenWay(Platform platform, String cluster, @Nullable String node) {
        this.platform = platform;
        this.cluster = cluster;
        this.node = node;
    }

    public Way open(Via via) throws Failure {
        Way way =
                switch (via) {
                    case auto -> direct(HEAD_START).orElse(null);
                    case direct ->
                            direct(DIRECT_TIMEOUT)
                                    .orElseThrow(
                                            () ->
                                                    new Failure(
                                                            ExitCode.UNREACHABLE,
                                                            "no address of "
                                                                    + cluster
                                                                    + " can be reached directly from here",
                                                            "leave out --via direct"));
                    case peered, tunnel, platform -> null;
                };
        if (way == null) {
            way = throughPlatform(via);
        }
        platform.trace("connected by " + way.via());
        return way;
    }

    private Optional<Way> direct(Duration headStart) throws Failure {
        List<SshTarget.Direct> candidates = new FindTarget(platform).find(cluster, node).direct();
        return DialDirect.race(candidates, headStart).map(way -> way);
    }

    private Way throughPlatform(Via via) throws Failure {
        Login login = platform.login();
        URI uri =
                URI.create(
                        "wss://"
                                + login.server().getRawAuthority()
                                + "/ws/ssh/connect"
                                + FindTarget.query(cluster, node)
                                + "&via="
                                + Api.part(via.wire()));
        try {
            return SocketWay.open(
                    platform.client()
                            .socket(
                                    uri,
                                    Map.of("Authorization", login.credential().authorization()),
                                    SocketWay.SUBPROTOCOL,
                                    UPGRADE_TIMEOUT));
        } catch (OutboundException e) {
            throw Problem.of(e, "the platform");
        }
    }
}
