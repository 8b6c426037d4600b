package activate.standalone.sandbox;

import activate.embedded.part.ChildProcess;
import activate.embedded.part.PartFailure;
import activate.standalone.sshd.AdmittedKeys;
import activate.standalone.sshd.SandboxSshd;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our SSH server as a JVM of its own. Under root it runs as an account that can read nothing of
 * ours: it gets copies of the program in an open folder, and key and settings through its standard
 * input.
 */
final class SshServer {

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

    private final Path folder;
    private final Path hostKey;
    private final int port;
    private final LoginAccount account;
    private final ChildProcess process;
    private final ObjectMapper mapper = new ObjectMapper();
    private String keys = "";
    private @Nullable Path open;
    private volatile Path userHome;

    SshServer(Path folder, Path hostKey, int port, LoginAccount account, ChildProcess process) {
        this.folder = folder;
        this.hostKey = hostKey;
        this.port = port;
        this.account = account;
        this.process = process;
        this.userHome = folder;
    }

    String version() {
        return "Apache MINA SSHD";
    }

    /** What to run; makes the folder that it runs in. */
    ChildProcess.Command command() {
        Path work = account.separate() ? openFolder() : folder;
        List<Path> jars = jars();
        String classpath =
                String.join(
                        File.pathSeparator,
                        (account.separate() ? copies(jars, work) : jars)
                                .stream().map(Path::toString).toList());
        userHome = account.separate() ? work.resolve("home") : folder;
        Path loginHome = account.separate() ? userHome : Path.of(System.getProperty("user.home"));
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
                        classpath,
                        SandboxSshd.class.getName());
        return new ChildProcess.Command(
                account.wrapper(),
                words,
                Map.of(
                        "PATH",
                        "/usr/local/bin:/usr/bin:/bin",
                        "HOME",
                        loginHome.toString(),
                        "LANG",
                        "C.UTF-8"),
                userHome,
                "KILL",
                true);
    }

    /** The process runs now. */
    synchronized void started() {
        try {
            send(
                    Map.of(
                            "port",
                            port,
                            "user",
                            account.name(),
                            "hostKey",
                            Files.readString(hostKey),
                            "keys",
                            keys));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Exactly these keys log in from now on; lines as in an authorized_keys file. */
    synchronized void admit(String admitted) {
        keys = admitted;
        send(Map.of("keys", admitted));
    }

    /** The keys that log in now. */
    synchronized String admitted() {
        return keys;
    }

    /** A file that is there while a login waits for the keys to be asked for again. */
    Path wish() {
        return userHome.resolve(AdmittedKeys.WISH);
    }

    /** Deletes what lies open; a login's files go with it. */
    synchronized void ended() {
        Path old = open;
        open = null;
        if (old == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(old)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that has just ended is started again and told all anew. */
    private void send(Map<String, Object> message) {
        process.input()
                .ifPresent(
                        in -> {
                            try {
                                in.write(
                                        (mapper.writeValueAsString(message) + "\n")
                                                .getBytes(StandardCharsets.UTF_8));
                                in.flush();
                            } catch (IOException e) {
                                process.stop("TERM", java.time.Duration.ofSeconds(1));
                            }
                        });
    }

    private synchronized Path openFolder() {
        ended();
        try {
            Path made = Files.createTempDirectory("activate-sandbox-");
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            open = made;
            Path home = Files.createDirectory(made.resolve("home"));
            new ProcessBuilder("chown", account.name(), home.toString()).start().waitFor();
            return made;
        } catch (IOException e) {
            throw new PartFailure(
                    "a folder for the demo cluster could not be made: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure("interrupted", e);
        }
    }

    /** Our own jar and those of the libraries, wherever the class path has them. */
    private static List<Path> jars() {
        List<Path> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            found.add(path);
            Path libraries = path.resolveSibling("lib");
            if (Files.isDirectory(libraries)) {
                try (Stream<Path> files = Files.list(libraries)) {
                    files.sorted().forEach(found::add);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
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

    private static List<Path> copies(List<Path> jars, Path work) {
        List<Path> copies = new ArrayList<>();
        try {
            for (Path jar : jars) {
                Path copy = work.resolve(jar.getFileName());
                Files.copy(jar, copy);
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
                copies.add(copy);
            }
        } catch (IOException e) {
            throw new PartFailure(
                    "the SSH server of the demo cluster could not be copied: " + e.getMessage(), e);
        }
        return copies;
    }
}
