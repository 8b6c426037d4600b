package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.time.Eventually;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The second `pw ssh` of a cluster, which starts the stream alone. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class KeptPlansTest {
    @TempDir static Path shared;

    @TempDir Path home;

    private static TestCertificate certificate;
    private static OpenSshServer one;
    private static OpenSshServer two;
    private PlatformTwin platform;
    private UserMachine machine;

    @BeforeAll
    static void startServers() throws Exception {
        certificate = TestCertificate.make(shared, "localhost");
        one = new OpenSshServer(shared, "one");
        two = new OpenSshServer(shared, "two");
    }

    @AfterAll
    static void stopServers() {
        one.close();
        two.close();
    }

    /** A user who is logged in and let in, and whose first ssh was just now. */
    @BeforeEach
    void start() throws Exception {
        platform = new PlatformTwin(certificate);
        platform.node("one", one.port(), one.hostKey());
        platform.node("two", two.port(), two.hostKey());
        platform.rememberKeys();
        platform.prefer("one");
        machine = new UserMachine(home, Map.of("STARTS", home.resolve("starts").toString()));
        login("first");
        machine.pw("ssh", "alpha", "true");
        // Its stream sees last that it was not let in, and forgets.
        awaitForgotten();
        String key = Files.readString(home.resolve(".config/pw/ssh/id_ed25519.pub"));
        one.letIn(key);
        two.letIn(key);
        assertThat(machine.pw("ssh", "alpha", "echo $NODE").out()).isEqualTo("one\n");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void login(String context) {
        PwRun run =
                machine.user()
                        .login(
                                platform.host(),
                                "correct horse",
                                "--ca-file",
                                certificate.pem().toString(),
                                "--context",
                                context);
        assertThat(run.code()).as(run.err()).isZero();
    }

    /** ssh does not wait for its stream. */
    private void awaitForgotten() {
        Eventually.holds(
                "the plan is forgotten", Duration.ofSeconds(20), () -> !Files.exists(plan()));
    }

    private Path plan() {
        return home.resolve(".config/pw/ssh/plans/alpha");
    }

    /** What the JVMs were asked that this run starts. */
    private List<String> starts(PwRun expected, String... words) throws Exception {
        Path starts = home.resolve("starts");
        Files.deleteIfExists(starts);
        PwRun run = machine.pw(words);
        assertThat(run.out()).as(run.err()).isEqualTo(expected.out());
        assertThat(run.code()).as(run.err()).isEqualTo(expected.code());
        return Files.readAllLines(starts);
    }

    private static PwRun success(String out) {
        return new PwRun(0, out, "");
    }

    @Test
    void secondSshStartsTheStreamAlone() throws Exception {
        assertThat(starts(success("one\n"), "ssh", "alpha", "echo $NODE"))
                .singleElement()
                .asString()
                .contains("--proxy-command");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan())))
                .isEqualTo("rw-------");
    }

    @Test
    void wordsOfSshCountAsTheFirstTime() throws Exception {
        String me = System.getProperty("user.name");

        assertThat(
                        starts(
                                success("-n 'x  y'\n"),
                                "ssh",
                                "alpha",
                                "printf '%s\\n'",
                                "\"-n 'x  y'\""))
                .hasSize(1);
        assertThat(starts(success(me + "\n"), "ssh", "-x", me + "@alpha", "--", "id", "-un"))
                .hasSize(1);
    }

    @Test
    void nodeThatThePlatformChoosesAnewIsKnownByItsOwnKeys() throws Exception {
        platform.prefer("two");

        assertThat(starts(success("two\n"), "ssh", "alpha", "echo $NODE")).hasSize(1);
    }

    @Test
    void hostKeyThatThePlatformDoesNotTellIsRefused() throws Exception {
        platform.node("one", one.port(), two.hostKey());

        PwRun run = machine.pw("ssh", "alpha", "true");

        assertThat(run.code()).isEqualTo(255);
        assertThat(run.err()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
    }

    @Test
    void anotherLoginIsNotMistakenForTheFirst() throws Exception {
        login("second");

        assertThat(starts(success("one\n"), "ssh", "alpha", "echo $NODE"))
                .hasSize(2)
                .last()
                .asString()
                .contains("--context second");
    }

    @Test
    void whatNamesALoginOrANodeIsAskedFor() throws Exception {
        assertThat(starts(success("two\n"), "ssh", "--node", "two", "alpha", "echo $NODE"))
                .hasSize(2);
        assertThat(starts(success("one\n"), "ssh", "--context", "first", "alpha", "echo $NODE"))
                .hasSize(2);
        assertThat(starts(success("one\n"), "ssh", "alpha", "echo $NODE")).hasSize(1);
    }

    @Test
    void loginThatIsRevokedEndsTheStreamAndThenHasItsOwnCode() throws Exception {
        platform.refuse("GET /ws/ssh/target", 401, "unauthenticated", "No longer.");

        PwRun first = machine.pw("ssh", "alpha", "true");
        PwRun second = machine.pw("ssh", "alpha", "true");

        assertThat(first.code()).isEqualTo(255);
        assertThat(first.err()).contains("pw: No longer. (unauthenticated)");
        assertThat(second.code()).isEqualTo(3);
    }

    @Test
    void sshThatIsNotLetInAsksAnew() throws Exception {
        assertThat(machine.pw("ssh", "nobody-like-this@alpha", "true").code()).isEqualTo(255);
        awaitForgotten();

        assertThat(starts(success("in\n"), "ssh", "alpha", "echo in")).hasSize(2);
    }

    @Test
    void variablesThatChooseKeepNothing() throws Exception {
        Files.delete(plan());

        machine.with("PW_CONTEXT", "first").pw("ssh", "alpha", "true");

        assertThat(plan()).doesNotExist();
    }
}
