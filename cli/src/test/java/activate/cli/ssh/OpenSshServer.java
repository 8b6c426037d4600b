package activate.cli.ssh;

import activate.testkit.resource.FreePort;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/**
 * OpenSSH's own server on loopback, which lets in whoever runs the test by the keys it was told.
 */
final class OpenSshServer implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    /**
     * Starts it.
     *
     * @param name what `$NODE` is for a command on it
     */
    OpenSshServer(Path parent, String name) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(PROGRAM), "there is no sshd");
        folder = Files.createDirectories(parent.resolve(name));
        port = FreePort.find();
        Path key = folder.resolve("host_key");
        SshKeys.make(key);
        Files.writeString(authorized(), "");
        Files.writeString(
                folder.resolve("config"),
                String.join(
                        "\n",
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + key,
                        "PidFile none",
                        "AuthorizedKeysFile " + authorized(),
                        "UsePAM no",
                        "StrictModes no",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "AcceptEnv LC_*",
                        "SetEnv NODE=" + name,
                        ""));
        if ("root".equals(System.getProperty("user.name"))) {
            // Where the service was never started.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        process =
                new ProcessBuilder(
                                PROGRAM.toString(),
                                "-D",
                                "-f",
                                folder.resolve("config").toString(),
                                "-E",
                                folder.resolve("log").toString())
                        .start();
        Eventually.holds("sshd listens", Duration.ofSeconds(20), this::listens);
    }

    private boolean listens() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path authorized() {
        return folder.resolve("authorized_keys");
    }

    int port() {
        return port;
    }

    String hostKey() throws IOException {
        String[] parts = Files.readString(folder.resolve("host_key.pub")).split(" ", 3);
        return parts[0] + " " + parts[1].strip();
    }

    /** Lets in whoever has this key too. */
    void letIn(String publicKey) throws IOException {
        Files.writeString(
                authorized(),
                publicKey.strip() + "\n",
                StandardCharsets.UTF_8,
                java.nio.file.StandardOpenOption.APPEND);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
