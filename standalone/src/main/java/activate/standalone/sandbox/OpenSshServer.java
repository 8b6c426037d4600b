package activate.standalone.sandbox;

import activate.embedded.home.PrivateFiles;
import activate.embedded.part.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine's sshd under the account that runs the platform: own host key, own configuration, own
 * keys.
 */
final class OpenSshServer implements SshServer {

    private final String program;
    private final Path folder;
    private final Path hostKey;
    private final int port;
    private final String user;

    OpenSshServer(String program, Path folder, Path hostKey, int port, String user) {
        this.program = program;
        this.folder = folder;
        this.hostKey = hostKey;
        this.port = port;
        this.user = user;
    }

    /**
     * Without root it cannot hand a terminal to the group that it wants: the kernel must have done
     * so already.
     */
    static boolean canGiveTerminals() {
        try (Stream<String> mounts = Files.lines(Path.of("/proc/mounts"))) {
            return mounts.anyMatch(
                    mount -> mount.startsWith("devpts /dev/pts ") && mount.contains("gid=5"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String version() {
        return "OpenSSH";
    }

    @Override
    public ChildProcess.Command command() {
        Path configuration = folder.resolve("sshd_config");
        PrivateFiles.write(
                configuration,
                String.join(
                        "\n",
                        "ListenAddress 127.0.0.1:" + port,
                        "HostKey \"" + hostKey + "\"",
                        "PidFile none",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "AuthorizedKeysFile none",
                        "AuthorizedKeysCommand /bin/sh \"" + script() + "\"",
                        "AuthorizedKeysCommandUser " + user,
                        // The folder is private already; what lies above it is not ours to judge.
                        "StrictModes no",
                        "AllowUsers " + user,
                        "AcceptEnv LANG LC_*",
                        "Subsystem sftp internal-sftp",
                        ""));
        // A key that was registered a moment ago: wait until the keys have been asked for again, 5
        // s at most.
        PrivateFiles.write(
                script(),
                String.join(
                        "\n",
                        "touch '" + quoted(wish()) + "'",
                        "for _ in 1 2 3 4 5 6 7 8 9 10; do",
                        "  [ -e '" + quoted(wish()) + "' ] || break",
                        "  sleep 0.5",
                        "done",
                        "cat '" + quoted(keys()) + "'",
                        ""));
        if (!Files.exists(keys())) {
            PrivateFiles.write(keys(), "");
        }
        return new ChildProcess.Command(
                List.of(),
                List.of(program, "-D", "-e", "-f", configuration.toString()),
                Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"),
                folder,
                "TERM");
    }

    @Override
    public void admit(String keys) {
        PrivateFiles.write(keys(), keys);
    }

    @Override
    public String admitted() {
        try {
            return Files.readString(keys());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path wish() {
        return folder.resolve("keys-wanted");
    }

    private Path keys() {
        return folder.resolve("authorized_keys");
    }

    private Path script() {
        return folder.resolve("authorized-keys.sh");
    }

    /** Inside single quotes of the shell. */
    private static String quoted(Path path) {
        return path.toString().replace("'", "'\\''");
    }
}
