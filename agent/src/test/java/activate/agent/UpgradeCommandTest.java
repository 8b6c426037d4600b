package activate.agent;

import static activate.agent.twin.InstalledTwin.OLD;
import static activate.agent.twin.InstalledTwin.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.StateDirectory;
import activate.agent.twin.HubTwin;
import activate.agent.twin.InstalledTwin;
import activate.agent.twin.SmallDisk;
import activate.agent.twin.TarTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Upgrades from a platform that offers scripts in place of agents. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class UpgradeCommandTest {
    @TempDir Path directory;

    private HubTwin hub;
    private Path state;
    private InstalledTwin installed;

    @BeforeEach
    void install() throws IOException {
        TestCertificate certificate = TestCertificate.make(directory, "localhost");
        hub = new HubTwin(certificate, 0);
        state = directory.resolve("state");
        AgentRun.enrol(hub, certificate, state);
        installed = new InstalledTwin(directory.resolve("agent"), state);
        installed.add(OLD, "links");
        installed.name("current", OLD);
    }

    @AfterEach
    void stop() {
        installed.close();
        hub.close();
    }

    private static TarTwin agent(String manner, int code) {
        return new TarTwin()
                .directory("activate-agent")
                .directory("activate-agent/bin")
                .file(
                        "activate-agent/bin/activate-agent",
                        0755,
                        InstalledTwin.script(manner, code).getBytes(StandardCharsets.UTF_8));
    }

    private String offer(TarTwin archive) {
        byte[] bytes = archive.bytes();
        String sum = TarTwin.sha256(bytes);
        hub.offer(bytes, sum);
        return sum;
    }

    private AgentRun agent(String... words) {
        return agent(installed, words);
    }

    private AgentRun agent(InstalledTwin of, String... words) {
        return AgentRun.of(
                Map.of("ACTIVATE_AGENT_SELF", of.program().toString()),
                "",
                Stream.concat(Stream.of(words), Stream.of("--state", state.toString()))
                        .toArray(String[]::new));
    }

    /** The old one runs and is linked, and nothing is left of what was tried. */
    private void assertUntouched() throws IOException {
        assertThat(installed.named("current")).isEqualTo(OLD);
        assertThat(installed.root().resolve("next")).doesNotExist();
        try (Stream<Path> versions = Files.list(installed.root().resolve("versions"))) {
            assertThat(versions.map(each -> each.getFileName().toString())).containsExactly(OLD);
        }
    }

    @Test
    void checkTellsWhatIsOfferedAndChangesNothing() throws Exception {
        AgentRun none = agent("upgrade", "--check");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.err()).contains("the platform offers no agent");
        String offered = offer(agent("links", 0));

        AgentRun run = agent("upgrade", "--check");

        assertThat(run.code()).isEqualTo(10);
        assertThat(run.out())
                .isEqualTo(
                        "offered: version "
                                + offered.substring(0, 12)
                                + ", present: aaaaaaaaaaaa\n");
        assertUntouched();
    }

    @Test
    void runningAgentIsReplacedAndWhatIsPresentIsNotFetchedAgain() throws Exception {
        String offered =
                offer(agent("links", 0).link("activate-agent/again", "bin/activate-agent"));
        try (FileLock lock = StateDirectory.at(state).lock()) {
            assertThat(lock.isValid()).isTrue();
            installed.run(60);
            Eventually.holds("status", SOON, () -> agent("status").out().contains("connected: "));

            AgentRun run = agent("upgrade");

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("upgraded: version " + offered.substring(0, 12));
            assertThat(installed.named("current")).isEqualTo(offered);
            assertThat(installed.named("previous")).isEqualTo(OLD);
            assertThat(installed.starts()).containsExactly("links", "links");
            assertThat(agent("status").out())
                    .contains("version    " + offered.substring(0, 12))
                    .doesNotContain("upgrade ");
        }
        assertThat(agent("upgrade").out())
                .isEqualTo("up to date: version " + offered.substring(0, 12) + "\n");
    }

    @Test
    void versionThatDoesNotLinkIsGivenUpAndNotTriedAgainUntilTold() throws Exception {
        String offered = offer(agent("ends", 0));
        try (FileLock lock = StateDirectory.at(state).lock()) {
            assertThat(lock.isValid()).isTrue();
            installed.run(60);
            Eventually.holds("status", SOON, () -> agent("status").out().contains("connected: "));

            AgentRun run = agent("upgrade");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("the version before goes on: it ended with exit code 9");
            installed.awaitStarts("links", "ends", "links");
            assertThat(agent("status").out())
                    .contains("version    aaaaaaaaaaaa")
                    .contains("upgrade    version " + offered.substring(0, 12) + " was given up");
        }
        AgentRun second = agent("upgrade");
        assertThat(second.code()).isEqualTo(4);
        assertThat(second.err()).contains("was tried already").contains("--again");

        AgentRun told = agent("upgrade", "--again");
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.err()).contains("no agent runs: its next start tries the new version");
        assertThat(agent("status").out()).contains("is tried at the next start");
    }

    @Test
    void otherBytesThanOfferedAreNeverUnpacked() throws Exception {
        hub.offer(agent("links", 0).bytes(), "c".repeat(64));

        AgentRun run = agent("upgrade");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("the checksum does not match");
        assertUntouched();
    }

    @Test
    void downloadThatIsCutLeavesNothing() throws Exception {
        offer(agent("links", 0).file("activate-agent/large", 0644, noise(3 << 20)));
        hub.send(HubTwin.Sending.CUT);

        AgentRun run = agent("upgrade");

        assertThat(run.code()).as(run.err()).isEqualTo(7);
        assertThat(run.err()).contains("localhost:" + hub.port());
        assertUntouched();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    static Stream<Arguments> hostileArchives() {
        byte[] none = {};
        return Stream.of(
                Arguments.of("leads elsewhere", agent("links", 0).file("../evil", 0644, none)),
                Arguments.of(
                        "leads elsewhere",
                        agent("links", 0).file("activate-agent/../../evil", 0644, none)),
                Arguments.of("leads elsewhere", agent("links", 0).file("/tmp/evil", 0644, none)),
                Arguments.of(
                        "a link to elsewhere", agent("links", 0).link("activate-agent/l", "/etc")),
                Arguments.of(
                        "a link to elsewhere",
                        agent("links", 0).link("activate-agent/l", "../../..")),
                Arguments.of(
                        "a link to elsewhere",
                        agent("links", 0)
                                .link("activate-agent/bin/up", "..")
                                .link("activate-agent/bin/l", "up/../../../../current")),
                Arguments.of(
                        "writes through a link",
                        agent("links", 0)
                                .link("activate-agent/l", "..")
                                .file("activate-agent/l/evil", 0644, none)),
                Arguments.of(
                        "something else than files",
                        agent("links", 0)
                                .entry("activate-agent/h", '1', 0644, "/etc/passwd", none)),
                Arguments.of(
                        "something else than files",
                        agent("links", 0).entry("activate-agent/d", '3', 0644, "", none)),
                Arguments.of(
                        "cannot be unpacked",
                        agent("links", 0)
                                .file("activate-agent/twice", 0644, none)
                                .file("activate-agent/twice", 0644, none)),
                Arguments.of(
                        "cannot be unpacked",
                        agent("links", 0).file("activate-agent/nowhere/file", 0644, none)),
                Arguments.of("does not run on this machine", agent("links", 1)),
                Arguments.of("does not run on this machine", new TarTwin().directory("x")));
    }

    @ParameterizedTest
    @MethodSource
    void hostileArchives(String reason, TarTwin archive) throws Exception {
        offer(archive);

        AgentRun run = agent("upgrade");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains(reason).contains("tell the platform's operator");
        assertUntouched();
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @Test
    void fullDiskIsSaidAndNothingIsLeft() throws Exception {
        offer(agent("links", 0).file("activate-agent/large", 0644, noise(3 << 20)));
        try (SmallDisk disk = new SmallDisk(directory.resolve("disk"))) {
            InstalledTwin small = new InstalledTwin(disk.folder().resolve("agent"), state);
            small.add(OLD, "links");
            small.name("current", OLD);

            AgentRun run = agent(small, "upgrade");

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("No space left on device").contains("make room");
            assertThat(small.named("current")).isEqualTo(OLD);
            try (Stream<Path> versions = Files.list(small.root().resolve("versions"))) {
                assertThat(versions).hasSize(1);
            }
        }
    }

    @Test
    void killedWithinTheDownloadTheNextOneSucceeds() throws Exception {
        String offered =
                offer(agent("links", 0).file("activate-agent/large", 0644, noise(3 << 20)));
        hub.send(HubTwin.Sending.STALLED);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "activate.agent.Main",
                        "upgrade",
                        "--state",
                        state.toString());
        builder.environment().put("ACTIVATE_AGENT_SELF", installed.program().toString());
        Process process = builder.redirectErrorStream(true).start();
        try {
            Eventually.holds("half of it came", SOON, () -> largest() > 1_000_000);
            assertThat(agent("upgrade").err()).contains("another upgrade of ");
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(installed.named("current")).isEqualTo(OLD);
        hub.send(HubTwin.Sending.WHOLE);

        AgentRun run = agent("upgrade");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(installed.named("next")).isEqualTo(offered);
        try (Stream<Path> versions = Files.list(installed.root().resolve("versions"))) {
            assertThat(versions.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(OLD, offered);
        }
    }

    private long largest() throws IOException {
        try (Stream<Path> all = Files.walk(installed.root().resolve("versions"))) {
            return all.filter(each -> each.endsWith("agent.tar.gz"))
                    .mapToLong(each -> each.toFile().length())
                    .max()
                    .orElse(0);
        }
    }

    @Test
    void agentOfAnEarlierInstallationIsToldTheWay() {
        AgentRun run =
                AgentRun.of(
                        Map.of("ACTIVATE_AGENT_SELF", directory + "/x/bin/activate-agent"),
                        "",
                        "upgrade",
                        "--state",
                        state.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("not installed by install.sh")
                .contains("hint: run install.sh");
        assertThat(List.of(run.err().split("\n"))).hasSize(2);
    }
}
