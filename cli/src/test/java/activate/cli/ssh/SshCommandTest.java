package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class SshCommandTest {
    @TempDir static Path certificates;

    @TempDir Path home;

    private static TestCertificate certificate;
    private PlatformTwin platform;
    private SshServerTwin ssh;
    private UserMachine machine;
    private PwRun.User user;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(certificates, "localhost");
    }

    @BeforeEach
    void start() throws IOException {
        platform = new PlatformTwin(certificate);
        ssh = new SshServerTwin();
        platform.ssh(ssh.port(), ssh.hostKey());
        machine =
                new UserMachine(
                        home,
                        Map.of(
                                "PW_API_KEY", platform.key(),
                                "PW_CA_FILE", certificate.pem().toString()));
        user = machine.user();
    }

    @AfterEach
    void stop() throws IOException {
        platform.close();
        ssh.close();
    }

    /** A key of the user's own, of a kind that the test's server knows. */
    private String ownKey() throws Exception {
        Path key = home.resolve("own_key");
        Process keygen =
                new ProcessBuilder(
                                "ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString())
                        .start();
        assertThat(keygen.waitFor()).isZero();
        return key.toString();
    }

    @Test
    void remoteCommandAndItsExitCodeComeThrough() throws Exception {
        PwRun run =
                machine.pw(
                        "ssh",
                        "pw://ada/alpha",
                        "--",
                        "-i",
                        ownKey(),
                        "echo it\\'s $((6*7)); exit 7");

        assertThat(run.out()).as(run.err()).isEqualTo("it's 42\n");
        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err())
                .contains("you have no SSH key yet")
                .contains("registering the SSH key");
        assertThat(platform.bodies().getFirst().getString("key")).startsWith("ssh-ed25519 ");
        Path known = onlyFile(home.resolve(".config/pw/ssh/known_hosts"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(known)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(known))
                .isEqualTo(known.getFileName() + " " + ssh.hostKey() + "\n");
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    @Test
    void changedHostKeyIsRefused() throws Exception {
        try (SshServerTwin other = new SshServerTwin()) {
            platform.ssh(ssh.port(), other.hostKey());

            // With a key that the server takes, so that nothing but the host key can stop it.
            PwRun run = machine.pw("ssh", "alpha", "--", "-i", ownKey(), "true");

            assertThat(run.code()).isEqualTo(255);
            assertThat(run.err()).contains("REMOTE HOST IDENTIFICATION HAS CHANGED");
        }
    }

    @Test
    void nodeWithoutHostKeysIsNeverTrusted() {
        platform.ssh(ssh.port());

        PwRun run = user.run("", "ssh", "alpha");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("knows no SSH host key of node1");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void hostileAnswersOfThePlatformReachNoCommandLine() {
        platform.ssh(ssh.port(), "ssh-rsa AAAAAAAAAAAAAAAAAAAA\nProxyCommand x");

        assertThat(user.run("", "ssh", "alpha").out()).doesNotContain("ProxyCommand x");
    }

    /** Else each ssh waits for the parser of all commands. */
    @Test
    void streamOfAnSshIsAskedForInTheFormThatIsReadQuickly() throws Exception {
        PwRun run = machine.pw("ssh", "-G", "alpha", "--node", "node1");

        String command =
                run.out()
                        .lines()
                        .filter(line -> line.startsWith("proxycommand "))
                        .map(line -> line.substring("proxycommand ".length()))
                        .findFirst()
                        .orElseThrow();
        assertThat(UserMachine.stream(command)).as(command).isPresent();
    }

    @Test
    void streamIsStandardInputAndOutput() {
        PwRun run =
                user.run(
                        "SSH-2.0-test\r\n".getBytes(StandardCharsets.US_ASCII),
                        "ssh",
                        "--proxy-command",
                        "alpha");

        assertThat(run.out()).as(run.err()).startsWith("SSH-2.0-");
    }

    @Test
    void refusedStreamsAreOneLineWithTheirOwnExitCodes() {
        record Expected(String code, int exit) {}
        for (Expected expected :
                new Expected[] {
                    new Expected("cluster_not_found", 5), new Expected("forbidden", 4),
                            new Expected("cluster_offline", 7),
                    new Expected("unauthenticated", 3), new Expected("dial_timeout", 8),
                            new Expected("internal", 1)
                }) {
            platform.failStreams(expected.code(), "No way.");

            PwRun run = user.run("", "ssh", "--proxy-command", "alpha", "--via", "tunnel");

            assertThat(run.code()).as(expected.code()).isEqualTo(expected.exit());
            assertThat(run.err()).startsWith("pw: No way. (" + expected.code() + ")\n");
        }
    }

    @Test
    void refusedUpgradeIsReadAsAProblem() {
        platform.refuse(
                "GET /ws/ssh/connect",
                409,
                "cluster_offline",
                "No node of the cluster 'alpha' is online.");

        PwRun run = user.run("", "ssh", "--proxy-command", "alpha", "--via", "tunnel");

        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err())
                .isEqualTo(
                        """
                        pw: No node of the cluster 'alpha' is online. (cluster_offline)
                        hint: start the agent on one of its nodes: activate-agent run --state DIR
                        """);
    }

    @Test
    void brokenStreamIsReported() {
        platform.breakAfter(10);

        PwRun run =
                user.run("SSH-2.0-test\r\n", "ssh", "--proxy-command", "alpha", "--via", "tunnel");

        assertThat(run.code()).isEqualTo(7);
        assertThat(run.err()).startsWith("pw: the connection to the platform broke");
    }

    @Test
    void directAddressIsPreferredAndADeadOneCostsLittle() throws Exception {
        platform.direct("127.0.0.1", ssh.port());
        PwRun direct = user.run("", "ping", "alpha", "-c", "1", "--timeout", "30", "-o", "json");
        platform.direct("127.0.0.1", 1);
        PwRun tunnel = user.run("", "ping", "alpha", "-c", "1", "--timeout", "30", "-o", "json");

        assertThat(direct.out()).as(direct.err()).contains("\"path\" : \"direct\"");
        assertThat(tunnel.out())
                .as(tunnel.err())
                .contains("\"path\" : \"tunnel\"")
                .contains("\"lost\" : 0");
    }

    @Test
    void directAddressThatAcceptsAndSaysNothingIsNotTaken() throws Exception {
        try (java.net.ServerSocket silent =
                new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            platform.direct("127.0.0.1", silent.getLocalPort());

            PwRun run = user.run("", "ping", "alpha", "-c", "1", "--timeout", "30", "-o", "json");

            assertThat(run.out()).as(run.err()).contains("\"path\" : \"tunnel\"");
        }
    }

    @Test
    void pingShowsPathRoundTripAndLoss() {
        PwRun run = user.run("", "ping", "alpha", "-c", "3", "--timeout", "30");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("1: tunnel  ")
                .contains("SSH-2.0-")
                .contains("path         tunnel")
                .contains("loss         0 of 3")
                .contains("round trip   ");
    }

    @Test
    void configuredSshNeedsNoPw() throws Exception {
        Path config = home.resolve(".ssh/config");
        Files.createDirectories(config.getParent());
        Files.writeString(config, "Host old\n    User me\n");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-r--r--"));

        PwRun first = user.run("", "ssh", "configure", "--alias", "hpc-");
        PwRun second = user.run("", "ssh", "configure", "--alias", "hpc-");

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(second.code()).as(second.err()).isZero();
        assertThat(Files.readString(config))
                .isEqualTo("Include ~/.ssh/pw_config\n\nHost old\n    User me\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
                .isEqualTo("rw-r--r--");
        PwRun run = plainSsh("hpc-alpha", "echo plain");
        assertThat(run.out()).as(run.err()).isEqualTo("plain\n");
    }

    private PwRun plainSsh(String host, String command) throws Exception {
        // OpenSSH takes the home directory from the account, not from HOME: name the file.
        return machine.shell(
                "ssh",
                "-i",
                ownKey(),
                "-F",
                home.resolve(".ssh/pw_config").toString(),
                "-o",
                "BatchMode=yes",
                host,
                command);
    }

    @Test
    void forwardIsAnSshThatOnlyForwards() {
        PwRun good = user.run("", "forward", "-L", "127.0.0.1:8080:localhost:80", "alpha");
        PwRun bad = user.run("", "forward", "-L", "8080", "alpha");

        assertThat(good.out())
                .contains(" -N ")
                .contains("-L 127.0.0.1:8080:localhost:80'")
                .contains("-- alpha'");
        assertThat(bad.code()).isEqualTo(2);
    }

    @Test
    void tokenAloneIsEnoughForAStream() {
        // The platform's REST part is away: only the sockets and the target answer.
        platform.refuse("GET /api/ssh-public-keys", 503, "unavailable", "Away.");
        PwRun.User withToken =
                user.with("PW_API_KEY", "aGVhZA.e30.c2ln")
                        .with("PW_PLATFORM_HOST", platform.host());

        PwRun plan = withToken.run("", "ssh", "alpha");
        PwRun stream = withToken.run("SSH-2.0-test\r\n", "ssh", "--proxy-command", "alpha");

        assertThat(plan.out()).startsWith("first=");
        assertThat(stream.out()).startsWith("SSH-2.0-");
    }
}
