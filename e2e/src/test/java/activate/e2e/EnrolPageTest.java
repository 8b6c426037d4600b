package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * `docs/enrol.md` as somebody follows it who reads nothing else: its lines are taken from the page
 * and run by an ordinary user of the platform and of the node, on hosts that have nothing yet.
 * Afterwards the same user's ssh is used as people use theirs.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // Filled before all tests.
final class EnrolPageTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static Rig rig;
    private static Member alice;
    private static EnrolPage page;
    private static Shell node;

    @BeforeAll
    static void follow() throws IOException {
        rig = Rig.get();
        alice = Member.join(rig, "alice");
        page = new EnrolPage(rig);
        node = rig.closed.alice();

        alice.run(page.atHome()).ok();
        node.run(
                        Rig.SHORT,
                        Files.readAllBytes(alice.home().resolve("token")),
                        "sh",
                        "-c",
                        "umask 077; cat > ~/token")
                .ok();
        String withoutSystemd = page.quoted("nohup ");
        onNode(page.onNode().replace(page.line("$agent install"), withoutSystemd)).ok();
    }

    @AfterAll
    static void leave() {
        rig.offerAgent(":");
        if (node != null) {
            node.run(Rig.SHORT, "pkill", "-u", "alice", "-f", "state/activate-agent");
        }
    }

    /** Runs lines on the login node, as its user types them. */
    private static Shell.Result onNode(String lines) {
        return node.run(PATIENCE, "sh", "-ec", "cd\n" + lines);
    }

    private static Shell.Result agent(String words) {
        return onNode(page.variables() + "\n$agent " + words + " --state $state");
    }

    private static Shell.Result ssh(String... words) {
        return alice.pw(SshTest.words(List.of("ssh"), words));
    }

    @Test
    @Order(1)
    void theNodeIsThereAndDoctorSaysWhatIsMissing() {
        Eventually.holds(
                "doctor is content with the link",
                Rig.SHORT,
                () -> agent("doctor").out().contains("ok    agent"));
        assertThat(alice.pw("clusters", "nodes", "lab").ok().out()).contains("online");
    }

    @Test
    @Order(2)
    void usersKeysAreWrittenAndTheLastLineOfThePageWorks() {
        String last = page.quoted("pw ssh ");
        // The first use makes a key, which the node does not know yet.
        assertThat(alice.run(last).code()).isEqualTo(255);
        agent("install --sshd").ok();

        Shell.Result result = alice.run(last);

        assertThat(result.ok().out()).isEqualTo("login\n");
    }

    @Test
    @Order(3)
    void keyOfPwIsFoundAmongSevenOfTheUsersAgent() {
        Shell.Result result =
                alice.run(
                        """
                        eval "$(ssh-agent -s)" >/dev/null
                        trap 'ssh-agent -k >/dev/null' EXIT
                        for i in 1 2 3 4 5 6 7; do
                          ssh-keygen -q -t ed25519 -N '' -f key$i && ssh-add -q key$i
                        done
                        pw ssh lab echo in
                        """);

        assertThat(result.out()).as(result.err()).isEqualTo("in\n");
    }

    @Test
    @Order(3)
    void wordsAndBytesAreTheUsers() {
        assertThat(ssh("-p", "22", "-x", "alice@lab", "id", "-un").ok().out()).isEqualTo("alice\n");
        assertThat(ssh("lab", "--", "echo", "-n", "--proxy-command").ok().out())
                .isEqualTo("--proxy-command");
        assertThat(
                        alice.run(
                                        "LC_ALL=C pw ssh lab \"printf %s $(printf 'gr\\366\\377')\" | od -An -tx1")
                                .ok()
                                .out()
                                .strip())
                .isEqualTo("67 72 f6 ff");
        assertThat(ssh("lab", "exit 9").code()).isEqualTo(9);
    }

    @Test
    @Order(3)
    void sharedConnectionIsUsedAgain() {
        // A socket's name is short.
        Shell.Result twice =
                alice.run(
                        """
                        share="-oControlMaster=auto -oControlPersist=5 -oControlPath=/tmp/e2e-%C"
                        pw ssh $share lab echo first
                        pw ssh $share lab echo second
                        ls -d /tmp/e2e-* | wc -l
                        """);

        assertThat(twice.out()).as(twice.err()).isEqualTo("first\nsecond\n1\n");
    }

    @Test
    @Order(3)
    void eightAtOnceAllAnswer() {
        Shell.Result all =
                alice.run("for i in 1 2 3 4 5 6 7 8; do pw ssh lab echo in & done; wait");

        assertThat(all.out()).as(all.err()).isEqualTo("in\n".repeat(8));
    }

    @Test
    @Order(3)
    void plainSshGitAndRsyncWorkAfterConfigure() {
        // ssh takes the home from the account, so the file is named.
        alice.pw("ssh", "configure").ok();

        Shell.Result result =
                alice.run(
                        """
                        ssh="ssh -F $HOME/.ssh/pw_config -o BatchMode=yes"
                        $ssh lab 'git init -q --bare repo.git 2>/dev/null || mkdir -p repo.git'
                        echo text >file
                        rsync -e "$ssh" file lab:copied
                        $ssh lab cat copied
                        """);

        assertThat(result.ok().out()).isEqualTo("text\n");
    }

    @Test
    @Order(4)
    void doctorOfTheNodeIsContent() {
        Shell.Result result = agent("doctor");

        assertThat(result.ok().out()).doesNotContain("FAIL");
    }

    @Test
    @Order(5)
    void upgradeTakesWhatThePlatformOffers() {
        // Given
        assertThat(agent("upgrade --check").code()).isZero();
        rig.offerAgent("touch lib/newer");
        assertThat(agent("upgrade --check").code()).isEqualTo(10);

        // When
        agent("upgrade").ok();

        // Then
        assertThat(present("lib/newer").code()).isZero();
        assertThat(agent("upgrade --check").code()).isZero();
        assertThat(ssh("lab", "echo", "in").ok().out()).isEqualTo("in\n");
        assertThat(alice.pw("clusters", "nodes", "lab").ok().out().lines()).hasSize(2);
    }

    @Test
    @Order(6)
    void versionThatDoesNotLinkIsGivenUp() {
        // Given
        rig.offerAgent(
                "printf '#!/bin/sh\\n[ \"$1\" = --version ] || exit 3\\n' >bin/activate-agent");

        // When
        Shell.Result upgrade = agent("upgrade");

        // Then
        assertThat(upgrade.code()).isEqualTo(1);
        assertThat(upgrade.err()).contains("the version before goes on").contains("exit code 3");
        assertThat(present("lib/newer").code()).isZero();
        Eventually.holds(
                "the version before is linked", Rig.SHORT, () -> ssh("lab", "true").code() == 0);
        assertThat(agent("upgrade").code()).as("it is not tried again").isEqualTo(4);
    }

    private static Shell.Result present(String file) {
        return onNode(
                page.variables()
                        + "\nroot=${agent%/bin/*}; test -e $root/versions/$(cat $root/current)/"
                        + file);
    }

    @Test
    @Order(7)
    void leavingTakesBackWhatWasWritten() {
        agent("uninstall").ok();
        alice.pw("clusters", "remove-node", "lab", "login").ok();

        assertThat(node.run(Rig.SHORT, "cat", "/home/alice/.ssh/authorized_keys").ok().out())
                .doesNotContain("activate")
                .contains("alice");
        Eventually.holds(
                "the agent has ended for good",
                Rig.SHORT,
                () ->
                        node.run(Rig.SHORT, "pgrep", "-u", "alice", "-f", "state/activate-agent")
                                        .code()
                                == 1);
        assertThat(ssh("lab", "true").code()).isNotZero();
    }
}
