package activate.agent.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.state.SshAddress;
import activate.agent.twin.RealSshd;
import activate.testkit.resource.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host keys are reported where the system's files are not those of the server. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class HostKeysTest {
    private static final String GUESS = "ssh-ed25519 AAAAguess";

    @TempDir Path directory;
    @TempDir Path system;

    @BeforeEach
    void writeSystemFiles() throws IOException {
        Files.writeString(system.resolve("ssh_host_ed25519_key.pub"), GUESS + " root@x\n");
    }

    private HostKeys.Found read(SshAddress ssh) {
        return new HostKeys(List.of(), ssh, system).read();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1"})
    void serverIsAskedBeforeTheSystemsFilesOverBothFamilies(String address) throws IOException {
        try (RealSshd sshd = new RealSshd(directory, address)) {
            HostKeys.Found found = read(new SshAddress("", sshd.port()));

            assertThat(found.keys()).containsExactly(sshd.hostKey());
            assertThat(found.guessed()).isFalse();
        }
    }

    @Test
    void serverOnACertainAddressIsAskedThere() throws IOException {
        try (RealSshd sshd = new RealSshd(directory, "127.0.0.2")) {
            assertThat(read(new SshAddress("127.0.0.2", sshd.port())).keys())
                    .containsExactly(sshd.hostKey());
            assertThat(read(new SshAddress("", sshd.port())).keys()).containsExactly(GUESS);
        }
    }

    @Test
    void withoutAServerTheSystemsFilesAreAGuess() throws IOException {
        HostKeys.Found found = read(new SshAddress("", FreePort.find()));

        assertThat(found.keys()).containsExactly(GUESS);
        assertThat(found.guessed()).isTrue();
    }

    @Test
    void whatTheServerShowedHoldsWhileItIsAwayOrShowsLessOnce() {
        ReportedKeys reported = new ReportedKeys();
        HostKeys.Found guess = new HostKeys.Found(List.of(GUESS), true);
        HostKeys.Found both = new HostKeys.Found(List.of("a 1", "b 2"), false);
        HostKeys.Found one = new HostKeys.Found(List.of("a 1"), false);

        reported.take(guess);
        assertThat(reported.keys()).containsExactly(GUESS);
        reported.take(both);
        reported.take(guess);
        reported.take(one);
        assertThat(reported.keys()).containsExactly("a 1", "b 2");
        reported.take(one);
        assertThat(reported.keys()).containsExactly("a 1");
        reported.take(new HostKeys.Found(List.of("c 3"), false));
        assertThat(reported.keys()).containsExactly("c 3");
    }
}
