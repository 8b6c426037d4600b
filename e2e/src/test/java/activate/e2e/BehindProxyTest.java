package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.resource.KillProcess;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A node whose only way out is a proxy that wants a login. */
final class BehindProxyTest {
    private static final String CLUSTER = "behind-proxy";
    private static final int PORT = 3128;
    private static final String SECRET = "s3cret-of-the-proxy";

    private final Rig rig = Rig.get();

    private Path configuration() throws IOException {
        Path file =
                Files.writeString(
                        rig.folder.resolve("tinyproxy.conf"),
                        """
                        Port %d
                        Listen 127.0.0.1
                        Timeout 600
                        MaxClients 20
                        ConnectPort 443
                        BasicAuth node %s
                        """
                                .formatted(PORT, SECRET));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    /** Only root of the node, and with it the proxy, gets to the platform. */
    private void closeDirectWay() {
        rig.closed
                .loginRoot()
                .run(
                        Rig.SHORT,
                        "nft",
                        "table inet only_proxy { chain output { type filter hook output priority -5; meta skuid 20001 ip daddr %s reject; }; }"
                                .formatted(rig.closed.fact("CONTROL_PLANE_ADDRESS")))
                .ok();
    }

    private Process startProxy(Path configuration) {
        Process proxy =
                rig.closed.loginRoot().start("tinyproxy", "-d", "-c", configuration.toString());
        Eventually.holds(
                "the proxy listens",
                Rig.SHORT,
                () ->
                        rig.closed
                                        .loginRoot()
                                        .run(
                                                Rig.SHORT,
                                                "curl",
                                                "-s",
                                                "-m",
                                                "2",
                                                "-o",
                                                "/dev/null",
                                                "http://127.0.0.1:" + PORT)
                                        .code()
                                == 0);
        return proxy;
    }

    @Test
    void agentKeepsTheProxyOfItsEnrolmentAndLinksAgainWhenTheProxyIsBack() throws IOException {
        Rig.require("tinyproxy");
        Path configuration = configuration();
        closeDirectWay();
        Process proxy = startProxy(configuration);
        try (Agent agent =
                rig.cluster(
                        CLUSTER,
                        new Agent(
                                rig,
                                rig.closed,
                                CLUSTER,
                                "http://node:" + SECRET + "@127.0.0.1:" + PORT),
                        rig.closed.fact("SSH_HOST_KEY"))) {
            // Then
            assertThat(rig.ssh(CLUSTER, new byte[0], "echo in").ok().out()).isEqualTo("in\n");
            assertThat(agent.run("doctor").out()).contains("127.0.0.1:" + PORT);
            assertThat(
                            rig.closed
                                    .loginRoot()
                                    .run(Rig.SHORT, "sh", "-c", "cat /proc/[0-9]*/cmdline")
                                    .out())
                    .doesNotContain(SECRET);

            // When
            KillProcess.withDescendants(proxy);
            Eventually.holds(
                    "the agent says that the proxy is away",
                    Rig.SHORT,
                    () ->
                            agent.run("doctor")
                                    .out()
                                    .contains("through the proxy 127.0.0.1:" + PORT));
            proxy = startProxy(configuration);

            // Then
            Eventually.holds(
                    "it is linked again",
                    Duration.ofSeconds(90),
                    () -> rig.ssh(CLUSTER, new byte[0], "true").code() == 0);
            assertThat(Files.readString(rig.folder.resolve(CLUSTER + ".log")))
                    .doesNotContain(SECRET);
        } finally {
            KillProcess.withDescendants(proxy);
            rig.closed.loginRoot().run(Rig.SHORT, "nft", "delete table inet only_proxy");
        }
    }
}
