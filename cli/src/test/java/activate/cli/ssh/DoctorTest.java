package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.cli.twin.PlatformTwin;
import activate.testkit.network.ProxyTwin;
import activate.testkit.network.TestCertificate;
import activate.testkit.resource.FreePort;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each step made to fail once, against OpenSSH's own server and the user's own ssh. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class DoctorTest {
    private static final List<String> STEPS =
            List.of(
                    "login",
                    "proxy",
                    "name",
                    "connection",
                    "tls",
                    "clock",
                    "platform",
                    "user",
                    "cluster",
                    "node",
                    "stream",
                    "account",
                    "key",
                    "host-key",
                    "ssh");

    @TempDir static Path shared;

    @TempDir Path home;

    private static TestCertificate certificate;
    private static OpenSshServer server;
    private PlatformTwin platform;
    private UserMachine machine;

    @BeforeAll
    static void startServer() throws Exception {
        certificate = TestCertificate.make(shared, "localhost");
        server = new OpenSshServer(shared, "one");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void start() throws Exception {
        platform = new PlatformTwin(certificate);
        platform.node("one", server.port(), server.hostKey());
        platform.rememberKeys(SshKeys.make(home.resolve(".ssh/hpc")));
        machine =
                new UserMachine(
                        home,
                        Map.of(
                                "PW_API_KEY", platform.key(),
                                "PW_CA_FILE", certificate.pem().toString(),
                                "TMPDIR", Files.createDirectory(home.resolve("tmp")).toString()));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void letIn() throws IOException {
        server.letIn(platform.keys().getFirst());
    }

    private static PwRun doctor(UserMachine machine, String... more) {
        String[] words =
                Stream.concat(Stream.of("doctor", "alpha"), Stream.of(more)).toArray(String[]::new);
        return machine.user().run("", words);
    }

    /**
     * What the first step that is not ok says; all before it are ok and none behind it was tried.
     */
    private static void assertFails(PwRun run, int code, String step, String finding, String hint) {
        List<String> lines = run.out().lines().skip(1).toList();
        int at = STEPS.indexOf(step);
        assertThat(lines).as(run.err()).hasSameSizeAs(STEPS);
        for (int i = 0; i < STEPS.size(); i++) {
            String result = i < at ? "ok|warning" : i == at ? "failed" : "not reached";
            assertThat(lines.get(i))
                    .as(run.out())
                    .matches(STEPS.get(i) + " +(" + result + ")( .*)?");
        }
        assertThat(lines.get(at)).contains(finding);
        assertThat(run.err()).contains("pw: " + step + ": ").contains(hint);
        assertThat(run.err().lines().filter(line -> line.startsWith("hint: "))).hasSize(1);
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.sorted().toList();
        }
    }

    @Test
    void wholeWayIsGoodAndNothingIsLeftBehind() throws Exception {
        letIn();
        List<Path> before = files();

        PwRun run = doctor(machine);

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().skip(1).map(line -> line.split(" +", 3)[1]))
                .containsOnly("ok");
        assertThat(run.out())
                .contains("SSH-2.0-OpenSSH")
                .contains("it is the platform's: ssh-ed25519")
                .contains("logged in as " + System.getProperty("user.name"));
        assertThat(files()).isEqualTo(before);
        assertThat(platform.keys()).hasSize(1);
        assertThat(platform.requests()).noneMatch(request -> !request.startsWith("GET "));
    }

    @Test
    void rowsAreForProgramsToo() throws Exception {
        letIn();
        platform.offline();

        PwRun json = doctor(machine, "-o", "json");
        PwRun yaml = doctor(machine, "-o", "yaml");

        List<JsonObject> rows =
                new JsonArray(json.out()).stream().map(JsonObject.class::cast).toList();
        assertThat(rows.stream().map(row -> row.getString("step"))).isEqualTo(STEPS);
        JsonObject node = rows.get(STEPS.indexOf("node"));
        assertThat(node.getString("result")).isEqualTo("failed");
        assertThat(node.getString("hint")).contains("activate-agent doctor");
        assertThat(rows.getLast().getString("result")).isEqualTo("not reached");
        assertThat(json.code()).isEqualTo(7);
        assertThat(yaml.out()).startsWith("- step: login\n  result: ok\n");
    }

    @Test
    void nobodyIsLoggedIn() throws Exception {
        PwRun run = doctor(machine.with("PW_API_KEY", ""));

        assertFails(run, 3, "login", "not logged in", "pw auth login HOST");
    }

    @Test
    void proxyThatCannotBeUsedIsNamed() throws Exception {
        PwRun run = doctor(machine.with("HTTPS_PROXY", "socks5://proxy:1080"));

        assertFails(run, 7, "proxy", "SOCKS proxy", "http://[user:password@]host:port");
    }

    @Test
    void proxyThatWantsALoginIsNotThePlatform() throws Exception {
        try (ProxyTwin proxy = new ProxyTwin("ada:secret")) {
            String address = "127.0.0.1:" + proxy.port();
            letIn();

            PwRun refused = doctor(machine.with("HTTPS_PROXY", "http://" + address));
            PwRun good = doctor(machine.with("HTTPS_PROXY", "http://ada:secret@" + address));
            PwRun excepted =
                    doctor(machine.with("HTTPS_PROXY", address).with("NO_PROXY", "localhost"));

            assertFails(refused, 7, "connection", "asks for credentials", "user:password@");
            assertThat(good.code()).as(good.out() + good.err()).isZero();
            assertThat(good.out()).contains("the proxy " + address + " (HTTPS_PROXY) is used");
            assertThat(excepted.code()).as(excepted.out() + excepted.err()).isZero();
            assertThat(excepted.out())
                    .contains("NO_PROXY excepts localhost from the proxy " + address);
        }
    }

    @Test
    void nameThatNobodyKnows() throws Exception {
        PwRun run = doctor(machine, "--platform-host", "nowhere.invalid");

        assertFails(run, 7, "name", "no address found for nowhere.invalid", "DNS");
    }

    @Test
    void nobodyListens() throws Exception {
        PwRun run = doctor(machine, "--platform-host", "localhost:" + FreePort.find());

        assertFails(run, 7, "connection", "refuses connections", "firewall");
    }

    @Test
    void authorityThatIsNotTrusted() throws Exception {
        TestCertificate other = TestCertificate.make(home, "other");

        PwRun run = doctor(machine, "--ca-file", other.pem().toString());

        assertFails(run, 7, "tls", "not trusted here", "--ca-file");
    }

    @Test
    void portThatSpeaksNoTls() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(plain, "HTTP/1.0 400 No\r\n\r\n"));

            PwRun run = doctor(machine, "--platform-host", "localhost:" + plain.getLocalPort());

            assertFails(run, 1, "tls", "does not speak TLS", "port");
        }
    }

    @Test
    void clockThatIsWrongIsToldAndEndsNothing() throws Exception {
        letIn();
        platform.clockAhead(Duration.ofMinutes(40));

        PwRun run = doctor(machine);

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(run.out()).containsPattern("clock +warning +this clock is (2399|2400) s behind");
        assertThat(run.err()).isEqualTo("pw: clock: set the clock by NTP\n");
    }

    @Test
    void credentialThatIsNotGood() throws Exception {
        platform.refuse("GET /api/auth/session", 401, "unauthenticated", "The key is not known.");

        assertFails(doctor(machine), 3, "user", "The key is not known.", "hint: ");
    }

    @Test
    void partOfThePlatformThatSshCanDoWithout() throws Exception {
        letIn();
        platform.refuse("GET /api/auth/session", 503, "unavailable", "Not now.");

        PwRun run = doctor(machine);

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).containsPattern("user +warning +Not now");
    }

    @ParameterizedTest
    @CsvSource({
        "404,cluster_not_found,cluster,5",
        "403,forbidden,cluster,4",
        "409,cluster_offline,node,7",
        "404,node_not_found,node,5"
    })
    void clusterAndNodeAreToldApart(int status, String problem, String step, int code)
            throws Exception {
        platform.refuse("GET /ws/ssh/target", status, problem, "It is not so.");

        assertFails(doctor(machine), code, step, "It is not so.", "hint: ");
    }

    @Test
    void nodeThatIsNotConnected() throws Exception {
        platform.offline();

        assertFails(doctor(machine), 7, "node", "not connected", "activate-agent status");
    }

    @Test
    void streamThatDoesNotOpen() throws Exception {
        platform.failStreams("dial_refused", "Nothing listens there.");

        assertFails(
                doctor(machine), 7, "stream", "Nothing listens there.", "SSH server on the node");
    }

    @Test
    void portOfTheNodeThatIsNoSshServer() throws Exception {
        try (ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> greet(web, "HTTP/1.0 400 No\r\n"));
            platform.node("web", web.getLocalPort(), server.hostKey());

            PwRun run = doctor(machine, "--node", "web");

            assertFails(run, 1, "stream", "no SSH server: HTTP/1.0 400 No", "--ssh-port");
        }
    }

    private static void greet(ServerSocket listening, String greeting) {
        while (!listening.isClosed()) {
            try (Socket socket = listening.accept()) {
                socket.getOutputStream().write(greeting.getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                // A close with unread bytes would take back what was said.
                socket.getInputStream().readAllBytes();
            } catch (IOException _) {
                // The client of this moment is gone, or the test is over.
            }
        }
    }

    @Test
    void noKeyIsHereAndNoneIsMade() throws Exception {
        Files.delete(home.resolve(".ssh/hpc"));
        List<Path> before = files();

        PwRun run = doctor(machine);

        assertFails(
                run,
                1,
                "key",
                "none of your 1 registered SSH keys is here",
                "pw ssh-public-keys add");
        assertThat(files()).isEqualTo(before);
        assertThat(platform.keys()).hasSize(1);
    }

    @Test
    void keyOfThisMachineThatWasDeletedAtThePlatform() throws Exception {
        SshKeys.make(home.resolve(".config/pw/ssh/id_ed25519"));

        PwRun run = doctor(machine);

        assertFails(run, 1, "key", "is not registered with the platform", "id_ed25519.pub");
        assertThat(platform.keys()).hasSize(1);
    }

    @Test
    void hostKeyThatIsAnother() throws Exception {
        letIn();
        String[] other = SshKeys.make(home.resolve("other")).split(" ", 3);
        platform.node("changed", server.port(), other[0] + " " + other[1]);

        PwRun run = doctor(machine, "--node", "changed");

        assertFails(run, 1, "host-key", "HOST IDENTIFICATION HAS CHANGED", "(host-keys)");
    }

    @Test
    void platformThatKnowsNoHostKey() throws Exception {
        platform.node("bare", server.port(), "");

        PwRun run = doctor(machine, "--node", "bare");

        assertFails(run, 1, "host-key", "knows no SSH host key of bare", "activate-agent doctor");
    }

    @Test
    void nodeThatDoesNotLetIn() throws Exception {
        platform.rememberKeys(SshKeys.make(home.resolve(".ssh/unknown")));
        Files.delete(home.resolve(".ssh/hpc"));

        PwRun run = doctor(machine);

        assertFails(run, 4, "ssh", "Permission denied (publickey", "(user-keys)");
    }

    @Test
    void configurationOfTheUserNeitherSharesNorForwardsNorWaits() throws Exception {
        letIn();
        String path =
                sshWith(
                        "ControlMaster=yes\nControlPersist=5\nControlPath="
                                + home.resolve("cm")
                                + "\nRemoteCommand=sleep 60");

        PwRun run = machine.with("PATH", path).pw("doctor", "alpha");

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(Files.readString(home.resolve("path/ssh.words")))
                .contains("-o ControlPath=none");
        assertThat(home.resolve("cm")).doesNotExist();
    }

    /** A PATH whose ssh reads this configuration. */
    private String sshWith(String configuration) throws IOException {
        Path folder = Files.createDirectory(home.resolve("path"));
        Files.writeString(folder.resolve("config"), configuration + "\n");
        Path ssh = folder.resolve("ssh");
        Files.writeString(
                ssh,
                "#!/bin/sh\necho \"$@\" >>\"$0.words\"\nexec /usr/bin/ssh -F '"
                        + folder.resolve("config")
                        + "' \"$@\"\n");
        assertThat(ssh.toFile().setExecutable(true)).isTrue();
        return folder + ":" + System.getenv("PATH");
    }
}
