package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users do to their ssh, against OpenSSH's own server, which counts every key it is shown. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class OpenSshTest {
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

    @BeforeEach
    void start() throws IOException {
        platform = new PlatformTwin(certificate);
        platform.node("one", one.port(), one.hostKey());
        platform.node("two", two.port(), two.hostKey());
        platform.rememberKeys();
        machine =
                new UserMachine(
                        home,
                        Map.of(
                                "PW_API_KEY", platform.key(),
                                "PW_CA_FILE", certificate.pem().toString()));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Path ownKey() {
        return home.resolve(".config/pw/ssh/id_ed25519");
    }

    /** A user whose key the servers know, as they learn it from the platform. */
    private void letIn() throws Exception {
        assertThat(machine.pw("ssh", "alpha").code()).isEqualTo(255);
        String key = Files.readString(ownKey().resolveSibling("id_ed25519.pub"));
        one.letIn(key);
        two.letIn(key);
    }

    @Test
    void keyOfPwIsFoundAmongSevenOfTheAgent() throws Exception {
        letIn();
        try (AgentOfUser agent = new AgentOfUser(home.resolve("agent"))) {
            for (int i = 0; i < 7; i++) {
                Path key = home.resolve("keys/" + i);
                SshKeys.make(key);
                agent.add(key);
            }

            PwRun run = machine.with("SSH_AUTH_SOCK", agent.socket()).pw("ssh", "alpha", "echo in");

            assertThat(run.out()).as(run.err()).isEqualTo("in\n");
        }
    }

    @Test
    void keyOfTheAgentThatIsRegisteredServesAndNoneIsMade() throws Exception {
        Path key = home.resolve("keys/own");
        platform.rememberKeys(SshKeys.make(key));
        one.letIn(platform.keys().getFirst());
        try (AgentOfUser agent = new AgentOfUser(home.resolve("agent"))) {
            agent.add(key);
            UserMachine user = machine.with("SSH_AUTH_SOCK", agent.socket());

            PwRun run = user.pw("ssh", "alpha", "echo in");

            assertThat(run.out()).as(run.err()).isEqualTo("in\n");
            assertThat(ownKey()).doesNotExist();
        }

        // Once the agent is gone, so is the key: this machine gets one of its own.
        machine.pw("ssh", "alpha", "true");
        assertThat(ownKey()).exists();
    }

    @Test
    void registeredPairOfTheSshFolderIsOfferedWhateverItsName() throws Exception {
        platform.rememberKeys(SshKeys.make(home.resolve(".ssh/hpc")));
        one.letIn(platform.keys().getFirst());

        PwRun run = machine.pw("ssh", "alpha", "echo in");

        assertThat(run.out()).as(run.err()).isEqualTo("in\n");
        assertThat(platform.keys()).hasSize(1);
    }

    @Test
    void registeredKeyOfAnotherMachineIsNone() throws Exception {
        String elsewhere = SshKeys.make(home.resolve("elsewhere/id_ed25519"));
        platform.rememberKeys(elsewhere);
        // The public half alone proves nothing.
        Files.createDirectories(home.resolve(".ssh"));
        Files.writeString(home.resolve(".ssh/id_ed25519.pub"), elsewhere + "\n");

        PwRun run = machine.pw("ssh", "alpha", "true");

        assertThat(run.err()).contains("none of your SSH keys is on this machine: making one");
        assertThat(platform.keys()).hasSize(2);
    }

    @Test
    void sixFirstUsesAtOnceMakeOneKey() throws Exception {
        List<Process> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(
                    machine.start(
                            home.resolve("out" + i),
                            home.resolve("err" + i),
                            machine.words("ssh", "alpha", "true")));
        }
        for (int i = 0; i < 6; i++) {
            assertThat(all.get(i).waitFor(120, TimeUnit.SECONDS)).isTrue();
            // ssh was reached: nothing stopped before it.
            assertThat(all.get(i).exitValue())
                    .as(Files.readString(home.resolve("err" + i)))
                    .isEqualTo(255);
        }

        assertThat(platform.keys()).hasSize(1);
        try (var files = Files.list(ownKey().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "id_ed25519", "id_ed25519.pub", "known_hosts", "lock", "registered");
        }
    }

    @Test
    void damagedPublicHalfIsMadeAnew() throws Exception {
        letIn();
        Files.writeString(ownKey().resolveSibling("id_ed25519.pub"), "");

        PwRun run = machine.pw("ssh", "alpha", "echo in");

        assertThat(run.out()).as(run.err()).isEqualTo("in\n");
    }

    @Test
    void sharedConnectionLeadsToNoOtherNode() throws Exception {
        letIn();
        for (String path : new String[] {"%r@%h:%p", "%C"}) {
            for (String node : new String[] {"one", "two"}) {
                PwRun run =
                        machine.pw(
                                "ssh",
                                "-oControlMaster=auto",
                                "-oControlPersist=5",
                                "-oControlPath=" + home.resolve("cm-" + path),
                                "--node",
                                node,
                                "alpha",
                                "echo $NODE");

                assertThat(run.out()).as(path + run.err()).isEqualTo(node + "\n");
            }
        }
    }

    @Test
    void clustersOfOneNameAreNeverTakenForEachOther() throws Exception {
        letIn();
        // Each stream finds another node, whose host key is another.
        platform.prefer("one");
        PwRun ada = machine.pw("ssh", "pw://ada/alpha", "echo $NODE");
        platform.prefer("two");
        PwRun bob = machine.pw("ssh", "pw://bob/alpha", "echo $NODE");
        PwRun again = machine.pw("ssh", "--node", "one", "pw://ada/alpha", "echo $NODE");

        assertThat(ada.out()).as(ada.err()).isEqualTo("one\n");
        assertThat(bob.out()).as(bob.err()).isEqualTo("two\n");
        assertThat(again.out()).as(again.err()).isEqualTo("one\n");
    }

    @Test
    void namesakesAreToldApartByTheirIds() throws Exception {
        letIn();
        // Both say that they are "twin"; a stream that is asked for by that name finds the first.
        platform.hostNames("twin");
        platform.node("twin", one.port(), one.hostKey());
        for (String id : new String[] {"one", "two"}) {
            PwRun run =
                    machine.pw(
                            "ssh",
                            "-oControlMaster=auto",
                            "-oControlPersist=5",
                            "-oControlPath=" + home.resolve("cm-%C"),
                            "--node",
                            id,
                            "alpha",
                            "echo $NODE");

            assertThat(run.out()).as(id + run.err()).isEqualTo(id + "\n");
        }
    }

    @Test
    void configuredSshFollowsTheNodeThatThePlatformChooses() throws Exception {
        letIn();
        assertThat(machine.pw("ssh", "configure").code()).isZero();
        String config = home.resolve(".ssh/pw_config").toString();
        platform.prefer("two");

        PwRun run = machine.shell("ssh", "-F", config, "-oBatchMode=yes", "alpha", "echo $NODE");

        assertThat(run.out()).as(run.err()).isEqualTo("two\n");
    }

    @Test
    void bytesOfACommandAreTheUsers() throws Exception {
        letIn();
        // As a shell gives them; a JVM cannot.
        PwRun run =
                machine.with("LC_ALL", "C")
                        .shell(
                                "sh",
                                "-c",
                                "\"$PW_SELF\" ssh alpha \"printf %s $(printf 'gr\\366\\303\\266\\377')\"");

        assertThat(run.out()).as(run.err()).isEqualTo("gr\u00f6\u00c3\u00b6\u00ff");
    }

    @Test
    void commandMayHaveWordsOfPwAndSshKnowsItsOwnOptions() throws Exception {
        letIn();

        PwRun echo = machine.pw("ssh", "alpha", "echo", "--proxy-command", "hi");
        String me = System.getProperty("user.name");
        PwRun who = machine.pw("ssh", "-p", "22", "-x", me + "@alpha", "id", "-un");
        // As scp and sftp call it.
        PwRun behind =
                machine.pw("ssh", "-x", "-oClearAllForwardings=yes", "--", "alpha", "echo", "-n");

        assertThat(echo.out()).as(echo.err()).isEqualTo("--proxy-command hi\n");
        assertThat(who.out()).as(who.err()).isEqualTo(me + "\n");
        assertThat(behind.code()).as(behind.err()).isZero();
        assertThat(machine.pw("ssh", "nobody-like-this@alpha", "true").code()).isEqualTo(255);
    }

    @Test
    void variablesForOtherJvmsAreNotForThisOne() throws Exception {
        letIn();

        PwRun run =
                machine.with("_JAVA_OPTIONS", "-Dx=y")
                        .with("JAVA_TOOL_OPTIONS", "-XX:+NoSuchOption")
                        .with("JDK_JAVA_OPTIONS", "-Dx=y")
                        .pw("ssh", "alpha", "echo in");

        assertThat(run.out()).isEqualTo("in\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void sshThatIsNotLetInNamesWhatFindsOutWhy() throws Exception {
        String hint = "hint: if ssh was not let in, this says why: pw doctor alpha";

        assertThat(toTheEnd("alpha true"))
                .anyMatch(line -> line.contains("Permission denied (publickey"))
                .contains(hint);
        assertThat(toTheEnd("--node two alpha true")).contains(hint + " --node two");
        assertThat(toTheEnd("-q alpha true")).isEmpty();
        assertThat(toTheEnd("-oLogLevel=quiet alpha true")).isEmpty();
    }

    /** All that is said, also by the stream, for which ssh does not wait. */
    private List<String> toTheEnd(String words) throws Exception {
        return machine.shell("sh", "-c", "\"$PW_SELF\" ssh " + words + " 2>&1 | cat")
                .out()
                .lines()
                .toList();
    }

    @Test
    void sshThatIsLetInIsTakenForNothingElse() throws Exception {
        letIn();
        for (int i = 0; i < 8; i++) {
            assertThat(toTheEnd("alpha " + (i % 2 == 0 ? "true" : "exit 255"))).isEmpty();
        }
    }

    @Test
    void homeThatCannotBeWrittenIsNoObstacle() throws Exception {
        String key = SshKeys.make(home.resolve("given"));
        one.letIn(key);
        Path temporary = Files.createDirectory(home.resolve("tmp"));

        PwRun run =
                machine.with("HOME", "/proc/nowhere")
                        .with("TMPDIR", temporary.toString())
                        .pw("ssh", "-i", home.resolve("given").toString(), "alpha", "echo in");

        assertThat(run.out()).as(run.err()).isEqualTo("in\n");
    }

    @Test
    void foldersMayHaveAnyLetters() throws Exception {
        Path pem = Files.createDirectories(home.resolve("größe %h \"x")).resolve("ca ü.pem");
        Files.copy(certificate.pem(), pem);
        Path directory = pem.resolveSibling("c ö");
        UserMachine user =
                machine.with("LC_ALL", "C")
                        .with("XDG_CONFIG_HOME", "")
                        .with("PW_CREDENTIALS_DIR", directory.toString());
        String[] words = {"--ca-file", pem.toString(), "ssh", "alpha", "echo in"};
        assertThat(user.pw(words).code()).isEqualTo(255);
        one.letIn(Files.readString(directory.resolve("ssh/id_ed25519.pub")));

        PwRun run = user.pw(words);

        assertThat(run.out()).as(run.err()).isEqualTo("in\n");
        assertThat(run.err()).isEmpty();
    }
}
