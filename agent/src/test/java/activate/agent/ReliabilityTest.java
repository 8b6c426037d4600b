package activate.agent;

import static activate.agent.twin.AgentProcess.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.agent.link.EchoServer;
import activate.agent.link.KeepLink;
import activate.agent.service.AgentStatusFile;
import activate.agent.state.AgentFailure;
import activate.agent.state.EnrolledNode;
import activate.agent.state.StateDirectory;
import activate.agent.twin.AgentProcess;
import activate.agent.twin.HubLink;
import activate.agent.twin.HubStream;
import activate.agent.twin.HubTwin;
import activate.agent.twin.MemoryLimit;
import activate.agent.twin.SilentRelay;
import activate.agent.twin.SmallDisk;
import activate.outbound.OutboundClient;
import activate.testkit.network.ProxyTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.resource.RepeatedRequests;
import activate.testkit.time.Eventually;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What happens to machines: an agent links again by itself or says why not, and stays the node that
 * it is. The rows of the table in {@code docs/networks.md}.
 */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class ReliabilityTest {
    @TempDir Path directory;

    private TestCertificate certificate;
    private HubTwin hub;
    private EchoServer ssh;
    private Path state;

    @BeforeEach
    void enrol() throws IOException {
        certificate = TestCertificate.make(directory, "localhost");
        hub = new HubTwin(certificate, 0);
        ssh = new EchoServer();
        enrol(directory.resolve("state"));
    }

    private void enrol(Path given) {
        state = given;
        AgentRun.enrol(hub, certificate, state, "--ssh-port", Integer.toString(ssh.port()));
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
        ssh.close();
    }

    private AgentProcess start() throws IOException {
        return AgentProcess.start(state, directory.resolve("log"));
    }

    private AgentProcess start(List<String> before, String... options) throws IOException {
        return new AgentProcess(state, directory.resolve("log"), Map.of(), before, options);
    }

    private AgentRun agent(String command) {
        return AgentRun.of(Map.of(), "", command, "--state", state.toString());
    }

    private static void assertServes(HubLink link, int bytes) throws InterruptedException {
        byte[] sent = new byte[bytes];
        new Random(2).nextBytes(sent);
        HubStream stream = link.open("ssh");
        assertThat(stream.answer().getBoolean("ok")).isTrue();
        stream.send(sent);
        stream.finish();
        assertThat(stream.all()).isEqualTo(sent);
    }

    /** The same platform, back on its port after it was away. */
    private void restartHub() {
        int port = hub.port();
        String key = hub.registrations().getLast().getString("publicKey");
        hub.close();
        hub = new HubTwin(certificate, port);
        hub.trust(key);
    }

    @Test
    void fullDiskCutsNothingAndItsEndIsNoticed() throws Exception {
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"))) {
            enrol(disk.folder().resolve("state"));
            disk.fill();
            try (AgentProcess agent = start()) {
                assertServes(hub.link(), 100_000);
                agent.awaitLog("status not written reason=\"No space left on device\"");
                hub.refuseUpgrades(503);
                restartHub();
                assertServes(hub.link(), 1_000);
                assertThat(agent("status").out()).contains("link       down");

                disk.makeRoom();

                agent.awaitLog("status written again");
                assertThat(agent("status").out()).contains("connected: hub twin");
                try (var files = Files.list(state)) {
                    assertThat(files.map(file -> file.getFileName().toString()))
                            .as("no drafts are left")
                            .noneMatch(name -> name.endsWith(".new"));
                }
            }
        }
    }

    @Test
    void stateThatIsRemovedUnderItEndsNoLink() throws Exception {
        try (AgentProcess agent = start()) {
            HubLink link = hub.link();
            Path moved = Files.move(state, directory.resolve("moved"));

            assertServes(link, 1_000);
            link.close(1001, "going away");
            assertServes(hub.link(), 1_000);
            agent.awaitLog("status not written");
            AgentRun second = agent("run");
            assertThat(second.code()).isEqualTo(3);
            assertThat(second.err().lines()).hasSize(2);

            Files.move(moved, state);
            agent.awaitLog("status written again");
            assertThat(agent("run").code()).as("one agent alone").isEqualTo(6);
        }
    }

    @Test
    void renamedHostStaysTheNodeThatItIs() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to rename");
        String enrolled = hub.registrations().getLast().getString("hostname");
        try (AgentProcess agent =
                start(
                        List.of(
                                "unshare",
                                "--uts",
                                "sh",
                                "-c",
                                "hostname renamed-host && exec \"$@\"",
                                "sh"))) {
            assertServes(hub.link(), 1_000);

            JsonObject report = Objects.requireNonNull(hub.heartbeat());

            assertThat(agent.process().isAlive()).isTrue();
            assertThat(report.getString("hostname"))
                    .isEqualTo(enrolled)
                    .isNotEqualTo("renamed-host");
        }
    }

    @Test
    void nameThatMovesToAnotherAddressIsFollowed() throws Exception {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.9 localhost\n");
        try (AgentProcess agent = start(List.of(), "-Djdk.net.hosts.file=" + hosts)) {
            agent.awaitLog("refuses connections");

            Files.writeString(hosts, "127.0.0.1 localhost\n");

            assertServes(hub.link(), 1_000);
            int refused = refusals(agent);
            Files.writeString(hosts, "127.0.0.9 localhost\n");
            restartHub();
            Eventually.holds("it leads nowhere", SOON, () -> refusals(agent) > refused + 1);
            Files.writeString(hosts, "127.0.0.1 localhost\n");
            Eventually.holds("linked again", Duration.ofSeconds(60), hub::hasLink);
        }
    }

    private static int refusals(AgentProcess agent) {
        return agent.log().split("refuses connections", -1).length;
    }

    @Test
    @Tag("slow")
    void connectionThatIsSilentlyDeadIsReplaced() throws Exception {
        try (ProxyTwin proxy = new ProxyTwin("u:p");
                SilentRelay relay = new SilentRelay(proxy.port());
                AgentProcess agent =
                        new AgentProcess(
                                state,
                                directory.resolve("log"),
                                Map.of("HTTPS_PROXY", "http://u:p@127.0.0.1:" + relay.port()),
                                List.of())) {
            hub.link();
            long start = System.nanoTime();

            relay.silence();

            Eventually.holds("a new link", Duration.ofSeconds(40), hub::hasLink);
            // The connection for heartbeats may be as dead; the link has one of its own.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
            assertServes(hub.link(), 1_000);
            assertThat(agent.log()).contains("link down");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void machineThatWasAsleepLinksAgain(boolean platformIsNew) throws Exception {
        try (AgentProcess agent = start()) {
            HubLink link = hub.link();
            agent.signal("STOP");
            if (platformIsNew) {
                restartHub();
            } else {
                link.close(1001, "no sign of life");
            }

            agent.signal("CONT");

            assertServes(hub.link(), 1_000);
            Eventually.passes(
                    "status",
                    SOON,
                    () -> assertThat(agent("status").out()).contains("connected: hub twin"));
        }
    }

    @Test
    void secondAgentSaysSoInOneLineAndEnds() throws Exception {
        try (AgentProcess first = start()) {
            HubLink link = hub.link();

            AgentRun second = agent("run");

            assertThat(second.code()).isEqualTo(6);
            assertThat(second.err())
                    .isEqualTo(
                            "activate-agent: an agent runs on "
                                    + state
                                    + " already\nhint: stop it first, or give another --state\n");
            assertServes(link, 1_000);
            assertThat(first.process().isAlive()).isTrue();
        }
    }

    /**
     * Whether what began the tests ignores it, as nohup does or a shell with what it puts behind.
     */
    private static boolean isDeafTo(String signal) throws IOException {
        int bit = List.of("HUP", "INT").indexOf(signal);
        return bit >= 0
                && Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> Long.parseUnsignedLong(line.split("\\s+", -1)[1], 16))
                        .anyMatch(ignored -> (ignored >> bit & 1) == 1);
    }

    @ParameterizedTest
    @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
    void signalEndsItInOrder(String signal, int code) throws Exception {
        assumeFalse(isDeafTo(signal), "what runs the tests was begun with this signal ignored");
        try (AgentProcess agent = start()) {
            HubLink link = hub.link();
            Eventually.passes(
                    "status",
                    SOON,
                    () -> assertThat(agent("status").out()).contains("connected: hub twin"));

            agent.signal(signal);

            assertThat(agent.code()).isEqualTo(code);
            Eventually.holds("the hub was told", SOON, link::isEnded);
            assertThat(agent.log()).contains("agent stopped").doesNotContain("Exception");
            assertThat(agent("status").out()).contains("not running").contains("down: stopped");
        }
    }

    @Test
    void littleMemoryIsEnough() throws Exception {
        try (MemoryLimit limit = new MemoryLimit(96L << 20);
                AgentProcess agent = start(limit.words());
                ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            HubLink link = hub.link();

            assertServes(link, 32 << 20);
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                all.add(
                        users.submit(
                                () -> {
                                    assertServes(link, 8 << 20);
                                    return null;
                                }));
            }
            for (Future<?> each : all) {
                each.get(2, TimeUnit.MINUTES);
            }

            assertThat(agent.process().isAlive()).isTrue();
        }
    }

    @Test
    void manyRestartsKeepTheIdentity() throws Exception {
        byte[] identity = Files.readAllBytes(state.resolve("identity.json"));
        byte[] key = Files.readAllBytes(state.resolve("node.key"));
        for (int i = 0; i < RepeatedRequests.MANY; i++) {
            linkOnce();
        }

        assertThat(Files.readAllBytes(state.resolve("identity.json"))).isEqualTo(identity);
        assertThat(Files.readAllBytes(state.resolve("node.key"))).isEqualTo(key);
        // The last link may just be writing its status.
        Eventually.passes(
                "nothing is left of all these",
                SOON,
                () -> assertThat(state.toFile().list()).hasSizeLessThanOrEqualTo(6));
    }

    /** All of a run that touches the state: its lock, identity and key, and what it leaves. */
    private void linkOnce() throws Exception {
        StateDirectory found = StateDirectory.at(state);
        EnrolledNode node = found.enrolled();
        AgentStatusFile status = new AgentStatusFile(found, Map.of());
        try (FileLock lock = found.lock();
                OutboundClient client = OutboundClient.open(node.caFile(), Map.of())) {
            assertThat(lock.isValid()).isTrue();
            KeepLink link =
                    new KeepLink(
                            node,
                            found.key(),
                            client,
                            new Random(3),
                            now -> status.write(now.connected(), now.detail()));
            CompletableFuture<Void> ended =
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    link.run();
                                } catch (AgentFailure e) {
                                    throw new AssertionError(e);
                                }
                            });
            hub.link();
            link.stop();
            ended.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"refused", "unavailable", "cut"})
    void waitingCostsNothing(String how) throws Exception {
        CompletableFuture<Void> over = new CompletableFuture<>();
        switch (how) {
            case "refused" -> hub.close();
            case "unavailable" -> hub.refuseUpgrades(503);
            default ->
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (!over.isDone()) {
                                            hub.cutNext(Duration.ofSeconds(1));
                                        }
                                    });
        }
        try (AgentProcess agent = start()) {
            Eventually.holds(
                    "the beginning is over",
                    Duration.ofSeconds(90),
                    () -> agent.log().split("link down", -1).length > 5);
            Duration before = agent.processorTime();
            long start = System.nanoTime();
            assertThat(agent.process().waitFor(20, TimeUnit.SECONDS)).isFalse();

            double share =
                    (double) agent.processorTime().minus(before).toNanos()
                            / (System.nanoTime() - start);

            System.out.printf("%s: %.2f %% of a processor%n", how, share * 100);
            assertThat(share).as("share of a processor").isLessThan(0.02);
        } finally {
            over.complete(null);
        }
    }
}
