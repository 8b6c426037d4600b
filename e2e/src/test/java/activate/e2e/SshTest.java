package activate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The user's own ssh and its friends, to a machine without an open port. */
final class SshTest {
    private static final int FILE_BYTES = 1 << (Boolean.getBoolean("full") ? 30 : 26);
    private static final Duration COPY = Duration.ofMinutes(Boolean.getBoolean("full") ? 15 : 4);

    private static @Nullable Agent agent;

    @BeforeAll
    static void connect() {
        Rig rig = Rig.get();
        agent = rig.cluster(rig.closed, "lab");
        rig.pw(rig.closed, "ssh", "configure").ok();
    }

    @AfterAll
    static void disconnect() {
        if (agent != null) {
            agent.close();
        }
    }

    /** The options by which plain ssh programs use what `pw ssh configure` wrote. */
    private static List<String> options(Rig rig) {
        return List.of(
                "-F",
                rig.home.resolve(".ssh/pw_config").toString(),
                "-i",
                rig.closed.fact("SSH_KEY"),
                "-o",
                "User=alice",
                "-o",
                "BatchMode=yes");
    }

    private static Shell.Result ssh(byte[] input, String... words) {
        Rig rig = Rig.get();
        List<String> command = new java.util.ArrayList<>(List.of("ssh"));
        command.addAll(options(rig));
        command.addAll(List.of(words));
        return rig.closed.user(rig.home).run(COPY, input, command.toArray(String[]::new));
    }

    @Test
    void pwSshRunsACommandAndPassesItsExitCodeOn() {
        Rig rig = Rig.get();
        String key = rig.closed.fact("SSH_KEY");

        Shell.Result result =
                rig.pw(
                        rig.closed,
                        "ssh",
                        "lab",
                        "-l",
                        "alice",
                        "-i",
                        key,
                        "--",
                        "hostname; exit 7");

        assertThat(result.out().strip()).isEqualTo("login");
        assertThat(result.code()).isEqualTo(7);
    }

    @Test
    void halfCloseReachesTheCommand() {
        byte[] input = new byte[123_457];

        Shell.Result result = ssh(input, "lab", "wc -c");

        assertThat(result.ok().out().strip()).isEqualTo("123457");
    }

    @Test
    void terminalFollowsTheWindow() {
        Rig rig = Rig.get();
        String script =
                """
                import fcntl, os, pty, signal, struct, sys, termios, time
                pid, fd = pty.fork()
                if pid == 0:
                    os.execvp("ssh", ["ssh", "-tt"] + sys.argv[1:] + ["lab", "stty size; read x; stty size"])
                def size(rows, cols):
                    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
                size(40, 100)
                os.kill(pid, signal.SIGWINCH)
                seen = b""
                step = 0
                while True:
                    try:
                        data = os.read(fd, 4096)
                    except OSError:
                        break
                    if not data:
                        break
                    seen += data
                    if step == 0 and b"\\n" in seen:
                        step = 1
                        size(50, 132)
                        os.kill(pid, signal.SIGWINCH)
                        time.sleep(2)
                        os.write(fd, b"\\n")
                sys.stdout.write(seen.decode())
                """;
        List<String> command = new java.util.ArrayList<>(List.of("python3", "-c", script));
        command.addAll(options(rig));

        Shell.Result result = rig.closed.user(rig.home).run(COPY, command.toArray(String[]::new));

        assertThat(result.out()).contains("50 132");
    }

    @Test
    void filesCopiedBothWaysAreEqual() throws IOException {
        // Given
        Rig rig = Rig.get();
        Path file = rig.home.resolve("random");
        byte[] bytes = new byte[1 << 20];
        new Random(7).nextBytes(bytes);
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < FILE_BYTES / bytes.length; i++) {
                bytes[0]++;
                out.write(bytes);
            }
        }
        Path back = rig.home.resolve("back");
        String shell = "ssh " + String.join(" ", options(rig));
        Shell user = rig.closed.user(rig.home);
        List<String> scp = new java.util.ArrayList<>(List.of("scp", "-q"));
        scp.addAll(options(rig));

        // When
        user.run(COPY, words(scp, file.toString(), "lab:copied")).ok();
        String there = ssh(new byte[0], "lab", "sha256sum < copied").ok().out();
        user.run(COPY, "rsync", "-e", shell, "lab:copied", back.toString()).ok();
        user.run(COPY, "rsync", "-e", shell, file.toString(), "lab:synced").ok();
        String synced = ssh(new byte[0], "lab", "sha256sum < synced").ok().out();

        // Then
        String here = user.run(COPY, "sh", "-c", "sha256sum < " + file).ok().out();
        assertThat(there).isEqualTo(here);
        assertThat(synced).isEqualTo(here);
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
        ssh(new byte[0], "lab", "rm copied synced").ok();
    }

    @Test
    void sftpListsAndFetches() throws IOException {
        Rig rig = Rig.get();
        ssh("hello".getBytes(StandardCharsets.UTF_8), "lab", "cat > greeting").ok();
        Path fetched = rig.home.resolve("fetched");
        List<String> sftp = new java.util.ArrayList<>(List.of("sftp", "-q", "-b", "-"));
        sftp.addAll(options(rig));
        byte[] batch = ("ls\nget greeting " + fetched + "\n").getBytes(StandardCharsets.UTF_8);

        Shell.Result result = rig.closed.user(rig.home).run(COPY, batch, words(sftp, "lab"));

        assertThat(result.ok().out()).contains("greeting");
        assertThat(Files.readString(fetched)).isEqualTo("hello");
    }

    @Test
    void portsAreForwardedLocallyAndDynamically() {
        Rig rig = Rig.get();
        List<String> ssh = new java.util.ArrayList<>(List.of("ssh", "-N"));
        ssh.addAll(options(rig));
        Process forward =
                rig.closed
                        .user(rig.home)
                        .start(words(ssh, "-L", "2200:127.0.0.1:22", "-D", "1080", "lab"));
        try {
            Shell user = rig.closed.user(rig.home);
            String url = "telnet://127.0.0.1:";
            Eventually.holds(
                    "-L shows the server's banner",
                    Rig.SHORT,
                    () ->
                            user.run(COPY, "curl", "-sm", "3", url + "2200")
                                    .out()
                                    .startsWith("SSH-2.0"));
            Shell.Result dynamic =
                    user.run(COPY, "curl", "-sm", "5", "--socks5", "127.0.0.1:1080", url + "22");
            assertThat(dynamic.out()).startsWith("SSH-2.0");
        } finally {
            forward.descendants().forEach(ProcessHandle::destroy);
            forward.destroy();
        }
    }

    @Test
    void twentySessionsAtOnceAllAnswer() throws InterruptedException {
        Callable<String> session = () -> ssh(new byte[0], "lab", "echo here").ok().out().strip();

        List<String> answers;
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    pool.invokeAll(java.util.Collections.nCopies(20, session)).stream()
                            .map(Future::resultNow)
                            .toList();
        }

        assertThat(answers).hasSize(20).containsOnly("here");
    }

    @Test
    void anotherHostKeyThanThePinnedOneIsRefused() {
        Rig rig = Rig.get();
        String wrong =
                "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
        try (Agent _ = rig.cluster(rig.closed, "swapped", wrong)) {
            String key = rig.closed.fact("SSH_KEY");

            Shell.Result result =
                    rig.pw(
                            rig.closed,
                            "ssh",
                            "swapped",
                            "-l",
                            "alice",
                            "-i",
                            key,
                            "--",
                            "hostname");

            assertThat(result.code()).isEqualTo(255);
            assertThat(result.err()).contains("Host key verification failed");
            assertThat(result.out()).isEmpty();
        }
    }

    static String[] words(List<String> first, String... more) {
        List<String> all = new java.util.ArrayList<>(first);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
