package activate.agent.twin;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An OpenSSH server with a configuration of its own, whose user is the one that runs the test. A
 * test that wants one is skipped where there is no OpenSSH.
 */
public final class RealSshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path directory;
    private final Process process;
    private final String address;
    private final int port;

    /** Listens on one literal address; {@code lines} are added to its configuration. */
    public RealSshd(Path directory, String address, String... lines) throws IOException {
        assumeTrue(Files.isExecutable(PROGRAM), "no OpenSSH server");
        this.directory = directory;
        this.address = address;
        this.port = FreePort.find();
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        makeKey(directory.resolve("host"));
        makeKey(directory.resolve("user"));
        Path config =
                Files.writeString(
                        directory.resolve("sshd_config"),
                        """
                        Port %d
                        ListenAddress %s
                        HostKey %s
                        PidFile none
                        AuthorizedKeysFile %s
                        StrictModes no
                        UsePAM no
                        PermitRootLogin yes
                        PasswordAuthentication no
                        %s
                        """
                                .formatted(
                                        port,
                                        address,
                                        directory.resolve("host"),
                                        directory.resolve("user.pub"),
                                        String.join("\n", lines)));
        process =
                new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("sshd.log").toFile())
                        .start();
        Eventually.holds("sshd listens", Duration.ofSeconds(10), this::listens);
    }

    private static void makeKey(Path file) throws IOException {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static void run(String... words) throws IOException {
        Process made = new ProcessBuilder(words).inheritIO().start();
        try {
            if (!made.waitFor(20, TimeUnit.SECONDS) || made.exitValue() != 0) {
                throw new IOException("failed: " + List.of(words));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.ofLiteral(address), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** The line `type base64` of its host key. */
    public String hostKey() throws IOException {
        String[] words = Files.readString(directory.resolve("host.pub")).strip().split(" ", -1);
        return words[0] + " " + words[1];
    }

    /** The words of an ssh that logs in through a port of 127.0.0.1 and runs a command. */
    public List<String> ssh(int through, String command) {
        return List.of(
                "ssh",
                "-F",
                "none",
                "-p",
                Integer.toString(through),
                "-i",
                directory.resolve("user").toString(),
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                System.getProperty("user.name") + "@127.0.0.1",
                command);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
