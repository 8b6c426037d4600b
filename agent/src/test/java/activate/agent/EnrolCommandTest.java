package activate.agent;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.StateDirectory;
import activate.agent.twin.HubTwin;
import activate.testkit.network.TestCertificate;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class EnrolCommandTest {
    @TempDir static Path certificates;

    @TempDir Path directory;

    private static TestCertificate certificate;
    private HubTwin hub;
    private Path state;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(certificates, "localhost");
    }

    @BeforeEach
    void start() {
        hub = new HubTwin(certificate, 0);
        state = directory.resolve("state");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private AgentRun enrol(String... more) {
        return AgentRun.of(Map.of("ACTIVATE_TOKEN", "pwrt_abc.def.0"), "", words(more));
    }

    private String[] words(String... more) {
        return AgentRun.enrolWords(hub, certificate, state, more);
    }

    @Test
    void keepsKeyAndIdentityWhereNobodyElseCanReadThem() throws IOException {
        Path hostKey =
                Files.writeString(
                        directory.resolve("host.pub"), "ssh-ed25519 AAAAC3Nza root@node\n");

        AgentRun run = enrol("--ssh-port", "2222", "--ssh-host-key", hostKey.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err()).contains("in cluster alpha of organization default");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwx------");
        for (String file : List.of("node.key", "identity.json")) {
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(state.resolve(file))))
                    .isEqualTo("rw-------");
        }
        JsonObject body = hub.registrations().getFirst();
        assertThat(body.getInteger("sshPort")).isEqualTo(2222);
        assertThat(body.getJsonArray("sshHostKeys")).containsExactly("ssh-ed25519 AAAAC3Nza");
        assertThat(body.getString("publicKey")).hasSize(43);
        assertThat(body.getString("os")).isEqualTo("linux");
        assertThat(run.err() + run.out()).doesNotContain("pwrt_").doesNotContain(HubTwin.API_KEY);
    }

    @Test
    void addressThatIsNotThePlatformsOwnIsReplacedByIt() throws IOException {
        hub.publicUrl("https://LOCALHOST:" + hub.port() + "/");
        String alias = "https://127.0.0.1:" + hub.port();

        AgentRun run =
                AgentRun.of(
                        Map.of("ACTIVATE_TOKEN", "pwrt_abc.def.0"),
                        "",
                        "enrol",
                        "--server",
                        alias,
                        "--ca-file",
                        certificate.pem().toString(),
                        "--state",
                        state.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("the platform's own address is " + hub.url())
                .contains("not to " + alias)
                .doesNotContain("warning");
        assertThat(Files.readString(state.resolve("identity.json")))
                .contains("\"server\" : \"" + hub.url() + "\"");
    }

    @Test
    void ownAddressThatCannotBeReachedIsToldAtOnce() {
        hub.publicUrl("https://no-such-platform.invalid");

        AgentRun run = enrol();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("warning: it cannot be reached from here: no address found for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "http://localhost", "https://localhost/path", "nonsense"})
    void answerWithoutAnAddressLeavesTheOneThatWasGiven(String publicUrl) throws IOException {
        hub.publicUrl(publicUrl.isEmpty() ? null : publicUrl);

        AgentRun run = enrol();

        assertThat(run.err()).doesNotContain("own address is http://");
        assertThat(Files.readString(state.resolve("identity.json")))
                .contains(publicUrl.equals("nonsense") ? "https://nonsense" : hub.url());
    }

    @Test
    void sshHostIsAnAddressOfThisMachine() throws IOException {
        AgentRun own = enrol("--ssh-host", "127.0.0.2", "--ssh-port", "2222");
        assertThat(own.code()).as(own.err()).isZero();
        assertThat(Files.readString(state.resolve("identity.json")))
                .contains("\"sshHost\" : \"127.0.0.2\"");

        state = directory.resolve("other");
        for (String bad : List.of("192.0.2.1", "0.0.0.0", "::", "no-such-host.invalid")) {
            AgentRun other = enrol("--ssh-host", bad);
            assertThat(other.code()).as(bad).isEqualTo(2);
            assertThat(other.err()).contains("--ssh-host: ").contains("hint: ");
        }
        assertThat(hub.registrations()).as("no token was spent").hasSize(1);
        assertThat(state).doesNotExist();
    }

    @Test
    void proxyAndCaVariablesAreKeptWhereNobodyElseCanReadThem() throws Exception {
        AgentRun run =
                AgentRun.of(
                        Map.of(
                                "ACTIVATE_TOKEN",
                                "pwrt_abc.def.0",
                                "HTTPS_PROXY",
                                "http://me:se\"cr\\et@proxy.invalid:8080",
                                "no_proxy",
                                "localhost",
                                "HOME",
                                "/home/me"),
                        "",
                        words());

        assertThat(run.code()).as(run.err()).isZero();
        Path kept = state.resolve("environment");
        assertThat(Files.readAllLines(kept))
                .containsExactly(
                        "HTTPS_PROXY=\"http://me:se\\\"cr\\\\et@proxy.invalid:8080\"",
                        "no_proxy=\"localhost\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(StateDirectory.at(state).network(Map.of("NO_PROXY", "")))
                .containsEntry("HTTPS_PROXY", "http://me:se\"cr\\et@proxy.invalid:8080")
                .containsEntry("NO_PROXY", "")
                .doesNotContainKey("no_proxy");
    }

    @Test
    void directoryOfOthersIsNotClosedToThem() throws IOException {
        Files.createDirectories(state);
        Files.writeString(state.resolve("theirs"), "x");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));

        AgentRun run = enrol();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("holds other files");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void lostAnswerIsRepeatedWithTheSameKey() {
        hub.loseAnswers(1);

        AgentRun run = enrol();

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(hub.registrations()).hasSize(2);
        assertThat(hub.registrations().get(0).getString("publicKey"))
                .isEqualTo(hub.registrations().get(1).getString("publicKey"));
    }

    @Test
    void refusedTokenIsSaidInOneLineWithHint() {
        hub.refuseRegistration(401);

        AgentRun run = enrol();

        assertThat(run.code()).isEqualTo(4);
        assertThat(run.err().lines())
                .containsExactly(
                        "activate-agent: the platform refuses to enrol this node: The token is not valid.",
                        "hint: a token works once and for a short time; get a new one with: pw clusters node-token CLUSTER");
    }

    @Test
    void tokenOnTheCommandLineIsRefused() {
        AgentRun option = AgentRun.of(Map.of(), "", words("--token", "pwrt_abc.def.0"));
        AgentRun word = AgentRun.of(Map.of(), "", words("pwrt_abc.def.0"));

        assertThat(option.code()).isEqualTo(2);
        assertThat(word.code()).isEqualTo(2);
        assertThat(option.err())
                .contains("can be read by everybody")
                .contains("--token-file")
                .doesNotContain("abc");
        assertThat(hub.registrations()).isEmpty();
    }

    @Test
    void tokenComesFromFileOrStandardInput() throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "pwrt_file.x.0\n");

        AgentRun fromFile = AgentRun.of(Map.of(), "", words("--token-file", file.toString()));
        state = directory.resolve("other");
        AgentRun fromInput = AgentRun.of(Map.of(), "pwrt_stdin.x.0\n", words());

        assertThat(fromFile.code()).as(fromFile.err()).isZero();
        assertThat(fromInput.code()).as(fromInput.err()).isZero();
        assertThat(hub.registrations().get(0).getString("token")).isEqualTo("pwrt_file.x.0");
        assertThat(hub.registrations().get(1).getString("token")).isEqualTo("pwrt_stdin.x.0");
    }

    @Test
    void secondEnrolmentOnTheSameStateIsRefused() {
        enrol();

        AgentRun again = enrol();

        assertThat(again.code()).isEqualTo(6);
        assertThat(again.err()).contains("belongs to").contains("alpha");
        assertThat(hub.registrations()).hasSize(1);
    }

    @Test
    void untrustedCertificateAndMissingCaAreExplained() throws IOException {
        TestCertificate other = TestCertificate.make(directory, "other");

        AgentRun wrong =
                AgentRun.of(
                        Map.of("ACTIVATE_TOKEN", "pwrt_a.b.0"),
                        "",
                        "enrol",
                        "--server",
                        hub.url(),
                        "--ca-file",
                        other.pem().toString(),
                        "--state",
                        state.toString());
        AgentRun missing =
                AgentRun.of(
                        Map.of("ACTIVATE_TOKEN", "pwrt_a.b.0"),
                        "",
                        "enrol",
                        "--server",
                        hub.url(),
                        "--ca-file",
                        "/nowhere.pem",
                        "--state",
                        state.toString());

        assertThat(wrong.code()).isEqualTo(7);
        assertThat(wrong.err()).contains("not trusted here").contains("--ca-file");
        assertThat(missing.code()).isEqualTo(7);
        assertThat(missing.err()).contains("/nowhere.pem cannot be read");
    }
}
