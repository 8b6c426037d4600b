package activate.agent.link;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.AgentFailure;
import activate.agent.state.EnrolledNode;
import activate.agent.state.NodeKeyPair;
import activate.agent.state.SshAddress;
import activate.agent.state.StateDirectory;
import activate.agent.twin.HubLink;
import activate.agent.twin.HubStream;
import activate.agent.twin.HubTwin;
import activate.outbound.OutboundClient;
import activate.testkit.network.ProxyTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.time.Eventually;
import activate.tunnel.state.StreamEnd;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class KeepLinkTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir static Path certificates;

    @TempDir Path directory;

    private static TestCertificate certificate;
    private HubTwin hub;
    private EchoServer ssh;
    private NodeKeyPair key;
    private OutboundClient client;
    private KeepLink link;
    private final CompletableFuture<AgentFailure> failed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(certificates, "localhost");
    }

    @BeforeEach
    void start() throws Exception {
        hub = new HubTwin(certificate, 0);
        ssh = new EchoServer();
        key = StateDirectory.open(directory.resolve("state")).key();
        hub.trust(key.publicKey());
        run(ssh.port(), Map.of());
    }

    private void run(int sshPort, Map<String, String> environment) throws IOException {
        EnrolledNode identity =
                new EnrolledNode(
                        URI.create(hub.url()),
                        Optional.of(certificate.pem()),
                        HubTwin.API_KEY,
                        HubTwin.NODE_ID,
                        "alpha",
                        "default",
                        "node1",
                        new SshAddress("", sshPort),
                        List.of());
        client = OutboundClient.open(identity.caFile(), environment);
        KeepLink started = new KeepLink(identity, key, client, new Random(7), _ -> {});
        link = started;
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                started.run();
                            } catch (AgentFailure e) {
                                failed.complete(e);
                            }
                            ended.complete(null);
                        });
    }

    @AfterEach
    void stop() throws IOException {
        link.stop();
        client.close();
        hub.close();
        ssh.close();
    }

    @Test
    void streamReachesTheSshServerAndEndsEachWayByItself() throws Exception {
        HubStream stream = hub.link().open("ssh");

        assertThat(stream.answer().getBoolean("ok")).isTrue();
        stream.send("hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        Eventually.holds("echo", SOON, () -> stream.received() == 5);
        stream.finish();

        assertThat(stream.all()).asString().isEqualTo("hello");
        assertThat(stream.end()).isInstanceOf(StreamEnd.Finished.class);
    }

    @Test
    void manyMegabytesArriveUnchangedThroughAPausedReader() throws Exception {
        byte[] data = new byte[24 << 20];
        new Random(1).nextBytes(data);
        HubStream stream = hub.link().open("ssh");
        stream.answer();
        stream.pause();

        stream.send(data);
        stream.finish();
        stream.resume();

        assertThat(stream.all()).isEqualTo(data);
    }

    @Test
    void slowReaderOfOneStreamDoesNotHoldAnother() throws Exception {
        HubLink tunnel = hub.link();
        HubStream slow = tunnel.open("ssh");
        slow.answer();
        slow.pause();
        slow.send(new byte[32 << 20]);

        HubStream quick = tunnel.open("ssh");
        quick.send(new byte[1000]);
        quick.finish();

        assertThat(quick.all()).hasSize(1000);
    }

    @Test
    void nothingListeningIsToldAsRefused() throws Exception {
        int closed;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = free.getLocalPort();
        }

        HubStream stream = hub.link().open("127.0.0.1:" + closed);

        assertThat(stream.answer().getBoolean("ok")).isFalse();
        assertThat(stream.answer().getString("code")).isEqualTo("refused");
    }

    @Test
    void nonsenseTargetIsToldAsInvalid() throws Exception {
        HubStream stream = hub.link().open("rm -rf /");

        assertThat(stream.answer().getString("code")).isEqualTo("invalid");
    }

    @Test
    void resetOfTheHubClosesTheConnectionToTheServer() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HubStream stream = hub.link().open("127.0.0.1:" + server.getLocalPort());
            Socket accepted = server.accept();
            stream.answer();

            stream.reset();

            accepted.setSoTimeout(10_000);
            Eventually.holds("closed", SOON, () -> isClosed(accepted));
        }
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void hubThatDiesIsFoundAgainWithinSeconds() throws Exception {
        HubLink first = hub.link();
        int port = hub.port();

        hub.close();
        hub = new HubTwin(certificate, port);
        hub.trust(key.publicKey());

        HubStream stream = hub.link().open("ssh");
        assertThat(stream.answer().getBoolean("ok")).isTrue();
        assertThat(first.isEnded()).isTrue();
    }

    @Test
    void leavingHubKeepsItsStreamsWhileTheNextTunnelComes() throws Exception {
        HubLink old = hub.link();
        HubStream stream = old.open("ssh");
        stream.answer();

        old.drain();
        HubLink next = hub.link();
        stream.send(new byte[10]);
        stream.finish();

        assertThat(stream.all()).hasSize(10);
        assertThat(next.open("ssh").answer().getBoolean("ok")).isTrue();
    }

    @Test
    void revokedNodeGivesUp() throws Exception {
        hub.link().close(4403, "revoked");

        AgentFailure failure = failed.get(10, TimeUnit.SECONDS);

        assertThat(failure.code()).isEqualTo(AgentFailure.Code.REVOKED);
        assertThat(failure).hasMessageContaining("revoked this node (node1 of cluster alpha)");
    }

    @Test
    void keyThatIsRefusedAgainAndAgainGivesUp() throws Exception {
        HubLink first = hub.link();
        hub.refuseUpgrades(401);

        first.close(1001, "going away");

        assertThat(failed.get(60, TimeUnit.SECONDS).code()).isEqualTo(AgentFailure.Code.REVOKED);
    }

    @Test
    void stopEndsTheTunnelAndTheLoop() throws Exception {
        HubLink tunnel = hub.link();

        link.stop();

        ended.get(5, TimeUnit.SECONDS);
        Eventually.holds("hub sees the end", SOON, tunnel::isEnded);
    }

    @Test
    void proxyWithPasswordIsTheWayOut() throws Exception {
        hub.link();
        link.stop();
        try (ProxyTwin proxy = new ProxyTwin("user:pa%ss")) {
            run(ssh.port(), Map.of("https_proxy", "http://user:pa%25ss@127.0.0.1:" + proxy.port()));

            HubStream stream = hub.link().open("ssh");

            assertThat(stream.answer().getBoolean("ok")).isTrue();
            assertThat(proxy.tunnels()).isEqualTo(1);
        }
    }
}
