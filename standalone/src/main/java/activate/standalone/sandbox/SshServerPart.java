package activate.standalone.sandbox;

import activate.embedded.home.PrivateFiles;
import activate.embedded.part.ChildPart;
import activate.embedded.part.ChildProcess;
import activate.embedded.part.Fault;
import activate.embedded.part.PartFailure;
import activate.standalone.settings.Settings;
import activate.standalone.sshd.AdmittedKeys;
import activate.standalone.sshd.SandboxSshd;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server of the demo cluster on loopback, as a JVM of its own. It admits the keys that are
 * registered in the platform, no others. Under root it runs as an account that can read nothing of
 * ours: it gets copies of the program in an open folder, and key and settings through its standard
 * input.
 */
final class SshServerPart extends ChildPart {

    /** What it needs of our libraries, by the beginning of their names. */
    private static final List<String> LIBRARIES =
            List.of(
                    "standalone",
                    "sshd-",
                    "slf4j-",
                    "jackson-",
                    "bcprov",
                    "bcpkix",
                    "bcutil",
                    "pty4j",
                    "jna",
                    "kotlin-stdlib");

    private static final Logger LOG = LoggerFactory.getLogger(SshServerPart.class);
    private static final int PROBE_MILLIS = 2_000;
    private static final long WISH_MILLIS = 200;
    private static final int ROUNDS = 25;
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(5);

    private final PlatformApi api;
    private final LoginAccount account;
    private final Path folder;
    private final Path hostKey;
    private final ObjectMapper mapper = new ObjectMapper();

    /** That log in now; lines as in an authorized_keys file. */
    private volatile String keys = "";

    private volatile @Nullable Path open;
    private volatile Path userHome;
    private @Nullable CountDownLatch keysStopped;

    SshServerPart(Settings settings, LoginAccount account, PlatformApi api) {
        super(settings.home(), "sandbox-ssh", Sandbox.sshPort(settings), "TERM", STOP_DEADLINE);
        this.api = api;
        this.account = account;
        this.folder = settings.home().part(Sandbox.NAME);
        this.hostKey = HostKey.ensure(folder);
        this.userHome = folder;
    }

    Path hostKey() {
        return hostKey;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public String version() {
        return "Apache MINA SSHD";
    }

    @Override
    public void launch() {
        try {
            process.start(command());
            send(
                    Map.of(
                            "port", port(),
                            "user", account.name(),
                            "hostKey", Files.readString(hostKey),
                            "keys", keys));
        } catch (IOException e) {
            throw new PartFailure(
                    "the SSH server of the demo cluster cannot be started: " + e.getMessage(), e);
        }
        var stopped = new CountDownLatch(1);
        keysStopped = stopped;
        Thread.ofVirtual().name("sandbox-keys").start(() -> followKeys(stopped));
    }

    @Override
    public Optional<Fault> fault() {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), PROBE_MILLIS);
            socket.setSoTimeout(PROBE_MILLIS);
            byte[] greeting = socket.getInputStream().readNBytes(4);
            return new String(greeting, StandardCharsets.US_ASCII).equals("SSH-")
                    ? Optional.empty()
                    : Optional.of(Fault.of("what answers on port " + port() + " is no SSH server"));
        } catch (IOException e) {
            return Optional.of(Fault.of("no greeting on port " + port(), e));
        }
    }

    @Override
    public void stop() {
        CountDownLatch following = keysStopped;
        if (following != null) {
            following.countDown();
        }
        super.stop();
        closeFolder();
    }

    /**
     * Asks for the keys now and then, and at once when a login waits for a key that is not known
     * yet. While the platform cannot be asked, the keys stay as they were.
     */
    private void followKeys(CountDownLatch stopped) {
        int rounds = 0;
        try {
            while (!stopped.await(WISH_MILLIS, TimeUnit.MILLISECONDS)) {
                Path wish = userHome.resolve(AdmittedKeys.WISH);
                boolean wished = Files.exists(wish);
                rounds++;
                if (!wished && rounds % ROUNDS != 0) {
                    continue;
                }
                Optional<String> now = api.publicKeys(folder.resolve(AgentPart.STATE));
                if (wished || now.filter(others -> !others.equals(keys)).isPresent()) {
                    keys = now.orElse(keys);
                    send(Map.of("keys", keys));
                }
                Files.deleteIfExists(wish);
            }
        } catch (IOException e) {
            LOG.error("the keys of the demo cluster are not followed any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process that has just ended is started again and told all anew. */
    private synchronized void send(Map<String, Object> message) {
        process.input()
                .ifPresent(
                        in -> {
                            try {
                                in.write(mapper.writeValueAsBytes(message));
                                in.write('\n');
                                in.flush();
                            } catch (IOException e) {
                                process.stop("TERM", Duration.ofSeconds(1));
                            }
                        });
    }

    /** What to run; makes the folder that it runs in. */
    private ChildProcess.Command command() throws IOException {
        List<Path> jars = jars();
        Path loginHome = Path.of(System.getProperty("user.home"));
        if (account.separate()) {
            Path work = openFolder();
            userHome = work.resolve("home");
            loginHome = userHome;
            jars = copies(jars, work);
        }
        List<String> words =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms8m",
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xss512k",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.io.tmpdir=" + userHome,
                        "-cp",
                        jars.stream()
                                .map(Path::toString)
                                .collect(Collectors.joining(File.pathSeparator)),
                        SandboxSshd.class.getName());
        Map<String, String> environment =
                Map.of(
                        "PATH", "/usr/local/bin:/usr/bin:/bin",
                        "HOME", loginHome.toString(),
                        "LANG", "C.UTF-8");
        return new ChildProcess.Command(
                account.wrapper(), words, environment, userHome, "KILL", true);
    }

    private Path openFolder() throws IOException {
        closeFolder();
        Path made = Files.createTempDirectory("activate-sandbox-");
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        open = made;
        Path home = Files.createDirectory(made.resolve("home"));
        Files.setOwner(
                home,
                home.getFileSystem()
                        .getUserPrincipalLookupService()
                        .lookupPrincipalByName(account.name()));
        return made;
    }

    /** Deletes what lies open; a login's files go with it. */
    private void closeFolder() {
        Path old = open;
        open = null;
        if (old != null) {
            PrivateFiles.delete(old);
        }
    }

    /** Our own jar and those of the libraries, wherever the class path has them. */
    private static List<Path> jars() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            found.add(path);
            Path libraries = path.resolveSibling("lib");
            if (Files.isDirectory(libraries)) {
                try (Stream<Path> files = Files.list(libraries)) {
                    files.sorted().forEach(found::add);
                }
            }
        }
        return found.stream()
                .filter(path -> isNeeded(path.getFileName().toString()) || Files.isDirectory(path))
                .toList();
    }

    private static boolean isNeeded(String name) {
        return LIBRARIES.stream().anyMatch(name::startsWith);
    }

    private static List<Path> copies(List<Path> jars, Path work) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (Path jar : jars) {
            Path copy = Files.copy(jar, work.resolve(jar.getFileName()));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
            copies.add(copy);
        }
        return copies;
    }
}
