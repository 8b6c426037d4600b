package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Direct and peered are chosen by themselves where they are open, and given up when they close. */
final class WaysTest {
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);

    private static String path(Rig rig, Hosts hosts, String cluster) {
        return rig.pw(hosts, "ping", cluster, "--timeout", "30").out();
    }

    private static void close(Hosts hosts) {
        hosts.loginRoot()
                .run(
                        Rig.SHORT,
                        "nft",
                        "insert rule inet firewall input iifname != \"lo\" tcp dport 22 counter drop")
                .ok();
    }

    @Test
    void openPublicAddressIsDialledDirectlyUntilItCloses() {
        Rig rig = Rig.get();
        try (Agent _ = rig.cluster(rig.direct, "open-direct")) {
            Eventually.holds(
                    "direct is used",
                    Rig.SHORT,
                    () -> path(rig, rig.direct, "open-direct").contains("direct"));

            close(rig.direct);

            Eventually.holds(
                    "the tunnel is used",
                    GIVEN_UP,
                    () -> path(rig, rig.direct, "open-direct").contains("tunnel"));
        }
    }

    @Test
    void peeredNetworkIsDialledByTheHubUntilItCloses() {
        Rig rig = Rig.get();
        try (Agent _ = rig.cluster(rig.peered, "open-peered")) {
            Eventually.holds(
                    "peered is used",
                    Rig.SHORT,
                    () -> path(rig, rig.peered, "open-peered").contains("peered"));

            close(rig.peered);

            Eventually.holds(
                    "the tunnel is used",
                    GIVEN_UP,
                    () -> path(rig, rig.peered, "open-peered").contains("tunnel"));
        }
    }

    @Test
    void nothingButTheControlPlanesPortsCanBeReachedFromTheUsersHost() {
        Rig rig = Rig.get();
        String address = rig.closed.fact("CONTROL_PLANE_ADDRESS");
        Shell user = rig.closed.user(rig.home);
        for (int port : new int[] {3000, 4006, 5432, 5672, 8090, 8200, 8888, 9000, 27017}) {
            Shell.Result result =
                    user.run(Rig.SHORT, "curl", "-sm", "2", "telnet://" + address + ":" + port);
            assertThat(result.code()).as("port %d", port).isNotZero();
        }
        Shell.Result health =
                user.run(
                        Rig.SHORT,
                        "curl",
                        "-s",
                        "--cacert",
                        rig.folder.resolve("ca.pem").toString(),
                        "https://activate.test/healthzz");
        assertThat(health.ok().out()).isNotEmpty();
    }
}
