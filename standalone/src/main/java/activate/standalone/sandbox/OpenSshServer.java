package activate.standalone.sandbox;

import activate.standalone.home.PrivateFiles;
import activate.standalone.supervise.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The machine's sshd under the account that runs the platform: own host key, own configuration, own keys. */
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
                        "AuthorizedKeysFile \"" + keys() + "\"",
                        // The folder is private already; what lies above it is not ours to judge.
                        "StrictModes no",
                        "AllowUsers " + user,
                        "AcceptEnv LANG LC_*",
                        "Subsystem sftp internal-sftp",
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

    private Path keys() {
        return folder.resolve("authorized_keys");
    }
}
