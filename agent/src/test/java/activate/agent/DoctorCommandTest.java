package activate.agent;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.twin.HubTwin;
import activate.agent.twin.RealSshd;
import activate.testkit.network.RawServer;
import activate.testkit.network.RawServer.Then;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor and install say of an enrolled node. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class DoctorCommandTest {
    @TempDir Path directory;

    private HubTwin hub;
    private Path state;

    @BeforeEach
    void enrol() throws IOException {
        TestCertificate certificate = TestCertificate.make(directory, "localhost");
        hub = new HubTwin(certificate, 0);
        state = directory.resolve("state");
        AgentRun.enrol(hub, certificate, state);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private String doctor(Map<String, String> environment) {
        return AgentRun.of(environment, "", "doctor", "--state", state.toString()).out();
    }

    @Test
    void clockThatIsOffIsToldWithTheDirection() {
        hub.time(Instant.now().minus(Duration.ofMinutes(40)));
        assertThat(doctor(Map.of()))
                .containsPattern(
                        "FAIL  clock  this clock is 2[34]\\d\\d s ahead of the platform's");

        hub.time(Instant.now().plus(Duration.ofMinutes(40)));
        assertThat(doctor(Map.of())).containsPattern("FAIL  clock  .* s behind the platform's");

        hub.time(Instant.now());
        assertThat(doctor(Map.of())).contains("ok    clock  agrees");
    }

    @Test
    void checkThatCouldNotBeMadeSaysSo() {
        hub.time(null);
        assertThat(doctor(Map.of()))
                .contains("?     clock  not checked: the platform's answer has no date");

        hub.close();
        assertThat(doctor(Map.of()))
                .contains("FAIL  platform")
                .contains("?     clock  not checked: there is no answer");
    }

    @Test
    void proxyThatRefusesIsNotThePlatformsFault() throws IOException {
        try (RawServer proxy =
                new RawServer(
                        "HTTP/1.1 407 Who\r\nProxy-Authenticate: Negotiate\r\nContent-Length: 0\r\n\r\n",
                        Then.CLOSES)) {
            assertThat(doctor(Map.of("HTTPS_PROXY", "127.0.0.1:" + proxy.port())))
                    .contains("FAIL  platform  through the proxy 127.0.0.1:" + proxy.port())
                    .contains("asks for credentials by Negotiate");
        }
    }

    @Test
    void installKeepsTheVariablesOfTheShellOutOfTheUnit() throws Exception {
        AgentRun run =
                AgentRun.of(
                        Map.of(
                                "HOME",
                                directory.toString(),
                                "ACTIVATE_AGENT_SELF",
                                "/opt/activate-agent",
                                "HTTPS_PROXY",
                                "http://me:secret@127.0.0.1:1",
                                "SSL_CERT_FILE",
                                "/etc/ca.pem"),
                        "",
                        "install",
                        "--state",
                        state.toString());

        assertThat(run.code()).as(run.err()).isZero();
        Path kept = state.resolve("environment");
        assertThat(
                        Files.readString(
                                directory.resolve(".config/systemd/user/activate-agent.service")))
                .contains("EnvironmentFile=-" + kept)
                .doesNotContain("secret");
        assertThat(Files.readAllLines(kept))
                .containsExactly(
                        "HTTPS_PROXY=\"http://me:secret@127.0.0.1:1\"",
                        "SSL_CERT_FILE=\"/etc/ca.pem\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(doctor(Map.of())).contains("through the proxy 127.0.0.1:1 (HTTPS_PROXY)");
        assertThat(doctor(Map.of("https_proxy", ""))).contains("ok    platform");
        uninstallTakesTheUnitBack();
    }

    private void uninstallTakesTheUnitBack() throws IOException {
        Path enabled =
                Files.createDirectory(
                        directory.resolve(".config/systemd/user/default.target.wants"));
        Files.createSymbolicLink(
                enabled.resolve("activate-agent.service"),
                directory.resolve(".config/systemd/user/activate-agent.service"));
        AgentRun back =
                AgentRun.of(
                        Map.of("HOME", directory.toString()),
                        "",
                        "uninstall",
                        "--state",
                        state.toString());
        assertThat(back.code()).as(back.err()).isZero();
        assertThat(directory.resolve(".config/systemd/user/activate-agent.service")).doesNotExist();
        assertThat(enabled).isEmptyDirectory();
        assertThat(state.resolve("identity.json")).exists();
    }

    @Test
    void keysAreThoseOfThePlatformAndNothingThatSshdWouldTakeForAnOption() {
        hub.userKeys(
                "ssh-ed25519 AAAA ada@laptop\ncommand=\"sh\" ssh-ed25519 BBBB\n\nsk-ssh-ed25519@openssh.com CCCC\n");

        AgentRun keys = AgentRun.of(Map.of(), "", "keys", "--state", state.toString(), "--", "ada");

        assertThat(keys.code()).as(keys.err()).isZero();
        assertThat(keys.out().lines())
                .containsExactly("ssh-ed25519 AAAA ada@laptop", "sk-ssh-ed25519@openssh.com CCCC");
        assertThat(AgentRun.of(Map.of(), "", "keys", "--state", state.toString(), "--", "-x").err())
                .contains("expected: a login name");
        hub.close();
        assertThat(AgentRun.of(Map.of(), "", "keys", "--state", state.toString(), "ada").code())
                .isEqualTo(7);
    }

    @Test
    void doctorSaysThatNothingTellsTheServerTheUsersKeysUntilSomethingDoes() {
        Map<String, String> home = Map.of("HOME", directory.toString());

        assertThat(doctor(home)).contains("?     user-keys").contains("install --sshd");
    }

    private String doctor(String login) {
        return AgentRun.of(
                        Map.of("HOME", directory.toString()),
                        "",
                        "doctor",
                        "--login",
                        login,
                        "--state",
                        state.toString())
                .out();
    }

    @Test
    void whoLogsInNeedsAnAccountAndKeys() {
        assertThat(doctor(Map.of())).contains("?     account  not checked: name who logs in");
        assertThat(doctor("ada"))
                .contains("FAIL  account  there is no account ada")
                .contains("pw ssh CLUSTER -l NAME")
                .contains("FAIL  keys  the platform tells no key of ada");
        assertThat(doctor("-x y")).contains("FAIL  account").contains("FAIL  keys  user: -x y");
        assertThat(doctor("0")).contains("FAIL  account  there is no account 0");

        hub.userKeys("ssh-ed25519 AAAA ada@laptop\n");
        assertThat(doctor("ada")).contains("ok    keys  the platform tells 1 keys of ada");
        assertThat(doctor("nobody")).contains("FAIL  account  nobody may not log in: its shell is");
        assertThat(doctor("root")).contains("ok    account  root exists");
        hub.close();
        assertThat(doctor("ada")).contains("?     keys  not checked: localhost:");
    }

    @Test
    void firstFailingStepIsNamedLast() {
        hub.close();

        assertThat(doctor(Map.of()).strip())
                .contains("FAIL  agent")
                .endsWith("begin with: platform");
    }

    @Test
    void serverWithOtherKeysThanAtTheEnrolmentIsFound() throws Exception {
        Path enrolled = directory.resolve("with-sshd");
        try (RealSshd sshd = new RealSshd(Files.createDirectories(enrolled), "127.0.0.1")) {
            state = directory.resolve("state2");
            AgentRun run =
                    AgentRun.of(
                            Map.of("ACTIVATE_TOKEN", "pwrt_a.b.0"),
                            "",
                            "enrol",
                            "--server",
                            hub.url(),
                            "--ca-file",
                            directory.resolve("localhost.pem").toString(),
                            "--ssh-host",
                            "127.0.0.1",
                            "--ssh-port",
                            Integer.toString(sshd.port()),
                            "--state",
                            state.toString());
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(doctor(Map.of()))
                    .contains("ok    ssh")
                    .contains("ok    host-keys  1 host keys, as the SSH server shows them");

            Files.writeString(state.resolve("host-keys"), "ssh-ed25519 AAAAother\n");

            assertThat(doctor(Map.of()))
                    .contains("FAIL  host-keys  the SSH server shows other keys than at the")
                    .contains("begin with: host-keys");
        }
    }
}
