package activate.agent.sshd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.agent.state.AgentFailure;
import activate.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
final class SetUpSshdTest {
    private static final String KEY = "ssh-ed25519 AAAA ada@laptop";
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @TempDir Path root;

    private Path home;
    private Path ssh;
    private StateDirectory state;
    private SetUpSshd sshd;

    @BeforeEach
    void machine() throws IOException, AgentFailure {
        ssh = Files.createDirectories(root.resolve("etc/ssh"));
        home = Files.createDirectories(root.resolve("home/ada"));
        state = StateDirectory.open(root.resolve("it's a state"));
        Path program = root.resolve("agent program");
        Files.writeString(program, "#!/bin/sh\nprintf '%s|' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        sshd = new SetUpSshd(root, home, program, state);
    }

    @Test
    void theScriptAsksForWhoeverLogsIn() throws Exception {
        // Given
        reads();

        // When
        String said = sshd.writeForAll();

        // Then
        assertThat(said).contains("reload");
        assertThat(output(ssh.resolve("activate-authorized-keys").toString(), "ada; rm -rf x"))
                .isEqualTo("keys|--state|" + state.path() + "|--|ada; rm -rf x|");
        assertThat(sshd.present()).hasValueSatisfying(how -> assertThat(how).contains("asks"));
    }

    @Test
    void sshdTakesTheConfigurationAndAsksForEverybodyButRoot() throws Exception {
        assumeTrue(Files.isExecutable(SSHD), "no OpenSSH server");
        assumeTrue(Files.getOwner(state.path()).getName().equals("root"), "not root");
        Files.createDirectories(Path.of("/run/sshd"));
        reads();
        sshd.writeForAll();

        assertThat(effective("ada"))
                .contains(
                        "authorizedkeyscommand " + ssh.resolve("activate-authorized-keys") + " %u")
                .contains("authorizedkeyscommanduser root");
        assertThat(effective("root")).contains("authorizedkeyscommand none");
    }

    @Test
    void theStateOfAnOrdinaryUserLetsNobodyElseIn() throws Exception {
        assumeTrue(Files.getOwner(state.path()).getName().equals("root"), "not root");
        Files.setOwner(
                state.path(),
                root.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        reads();

        sshd.writeForAll();

        assertThat(Files.readString(ssh.resolve("sshd_config.d/50-activate.conf")))
                .contains("Match User nobody\n")
                .contains("AuthorizedKeysCommandUser nobody\n");
    }

    @Test
    void aProgramThatOthersCanChangeIsNotRunBySshd() throws Exception {
        assumeTrue(Files.getOwner(state.path()).getName().equals("root"), "not root");
        reads();
        Path program = root.resolve("agent program");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertThatThrownBy(sshd::writeForAll).hasMessageContaining("can change " + program);

        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setOwner(
                program,
                root.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName("nobody"));
        assertThatThrownBy(sshd::writeForAll).hasMessageContaining("can change " + program);

        assertThat(ssh.resolve("activate-authorized-keys")).doesNotExist();
        assertThat(sshd.present()).isEmpty();
    }

    @Test
    void aConfigurationThatIsNotReadIsNotWritten() throws IOException {
        Files.writeString(ssh.resolve("sshd_config"), "Port 22\n# Include sshd_config.d/*.conf\n");

        assertThatThrownBy(sshd::writeForAll)
                .isInstanceOf(AgentFailure.class)
                .hasMessageContaining("does not read");
        assertThat(ssh.resolve("sshd_config.d")).doesNotExist();
        assertThat(ssh.resolve("activate-authorized-keys")).doesNotExist();
        assertThat(sshd.present()).isEmpty();
    }

    @Test
    void ownKeysReplaceThoseBeforeAndNothingElse() throws Exception {
        // Given
        Path file = Files.createDirectories(home.resolve(".ssh")).resolve("authorized_keys");
        Files.writeString(file, "ssh-rsa BBBB mine");
        sshd.writeOwn(List.of(KEY, KEY + "2"));

        // When
        sshd.writeOwn(List.of(KEY));

        // Then
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "ssh-rsa BBBB mine",
                        "# BEGIN activate-agent: written by it, changes are lost",
                        KEY,
                        "# END activate-agent");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(sshd.present()).hasValueSatisfying(how -> assertThat(how).contains("copy"));
    }

    @Test
    void whoeverIsToDoItByHandGetsWhatWouldBeWritten() throws Exception {
        String advice = sshd.advice();
        reads();
        sshd.writeForAll();

        for (Path file :
                List.of(
                        ssh.resolve("activate-authorized-keys"),
                        ssh.resolve("sshd_config.d/50-activate.conf"))) {
            assertThat(advice).contains(file.toString());
            assertThat(advice.lines().map(String::strip))
                    .containsAll(Files.readString(file).lines().map(String::strip).toList());
        }
    }

    @Test
    void nothingOfOursStays() throws Exception {
        reads();
        Path own = Files.createDirectories(home.resolve(".ssh")).resolve("authorized_keys");
        Files.writeString(own, "ssh-rsa BBBB mine\n");
        sshd.writeForAll();
        sshd.writeOwn(List.of(KEY));

        assertThat(sshd.remove()).hasSize(3);

        assertThat(sshd.present()).isEmpty();
        assertThat(own).hasContent("ssh-rsa BBBB mine\n");
        assertThat(ssh.resolve("sshd_config.d")).isEmptyDirectory();
        assertThat(sshd.remove()).isEmpty();
    }

    private void reads() throws IOException {
        Files.writeString(
                ssh.resolve("sshd_config"),
                "Include " + ssh.resolve("sshd_config.d") + "/*.conf\nPort 22\n");
    }

    private String effective(String user) throws Exception {
        Path key = root.resolve("host-" + user);
        output("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        return output(
                SSHD.toString(),
                "-T",
                "-f",
                ssh.resolve("sshd_config").toString(),
                "-h",
                key.toString(),
                "-C",
                "user=" + user + ",host=h,addr=127.0.0.1");
    }

    private static String output(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
