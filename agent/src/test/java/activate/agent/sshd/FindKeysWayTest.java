package activate.agent.sshd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.agent.state.AgentFailure;
import activate.agent.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real sshd is asked, as root; for others the files have to do. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
final class FindKeysWayTest {
    @TempDir Path root;

    private Path home;
    private Path ssh;
    private StateDirectory state;
    private SetUpSshd sshd;
    private FindKeysWay find;

    @BeforeEach
    void machine() throws Exception {
        ssh = Files.createDirectories(root.resolve("etc/ssh"));
        home = Files.createDirectories(root.resolve("home/ada"));
        state = StateDirectory.open(root.resolve("state"));
        Path program = Files.writeString(root.resolve("program"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        sshd = new SetUpSshd(root, home, program, state);
        Path key = root.resolve("host");
        Process made =
                new ProcessBuilder(
                                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                        .start();
        assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();
        find = new FindKeysWay(sshd, List.of("-h", key.toString()));
    }

    private void configure(String before) throws IOException, AgentFailure {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "no OpenSSH server");
        assumeTrue(Files.getOwner(state.path()).getName().equals("root"), "not root");
        Files.createDirectories(Path.of("/run/sshd"));
        Files.writeString(
                ssh.resolve("sshd_config"),
                before + "\nInclude " + ssh.resolve("sshd_config.d") + "/*.conf\n");
        Files.createDirectories(ssh.resolve("sshd_config.d"));
    }

    @Test
    void whatIsWrittenIsFoundUntilSomethingElseCountsFirst() throws Exception {
        configure("");
        assertThat(find.of("ada")).isInstanceOf(KeysWay.NotKnown.class);
        sshd.writeForAll();

        assertThat(find.of("ada"))
                .isEqualTo(
                        new KeysWay.Found(
                                "sshd asks the platform for the keys of ada, by "
                                        + ssh.resolve("sshd_config.d/50-activate.conf")));
        assertThat(find.of("root"))
                .isInstanceOfSatisfying(
                        KeysWay.Ignored.class,
                        ignored -> assertThat(ignored.fix()).contains("root is left out"));
        configure(
                "Match User ada\nAuthorizedKeysCommand /bin/true %u\nAuthorizedKeysCommandUser root\nMatch all");
        assertThat(find.of("ada"))
                .isInstanceOfSatisfying(
                        KeysWay.Ignored.class,
                        ignored -> assertThat(ignored.cause()).contains("does not heed"));
    }

    @Test
    void scriptOfAnotherInstallationIsTold() throws Exception {
        configure("");
        sshd.writeForAll();
        Files.writeString(ssh.resolve("activate-authorized-keys"), "#!/bin/sh\n");

        assertThat(find.of("ada"))
                .isInstanceOfSatisfying(
                        KeysWay.Ignored.class,
                        ignored -> assertThat(ignored.cause()).contains("another state or agent"));
    }

    @Test
    void certificatesNeedAnAuthority() throws Exception {
        Path authorities = root.resolve("authorities");
        configure("TrustedUserCAKeys " + authorities);
        assertThat(find.of("ada")).isInstanceOf(KeysWay.Ignored.class);

        Files.writeString(authorities, "ssh-ed25519 AAAA ca\n");

        assertThat(find.of("ada"))
                .isEqualTo(
                        new KeysWay.Found(
                                "sshd takes certificates of the authorities in " + authorities));
    }

    @Test
    void copyThatOthersCanWriteIsNone() throws Exception {
        sshd.writeOwn(List.of("ssh-ed25519 AAAA ada@laptop"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(find.of("ada")).isInstanceOf(KeysWay.Found.class);

        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxr-x"));

        assertThat(find.of("ada"))
                .isEqualTo(
                        new KeysWay.Ignored(
                                "sshd takes no notice of "
                                        + home.resolve(".ssh/authorized_keys")
                                        + ": others can write "
                                        + home,
                                "chmod go-w " + home));
    }
}
