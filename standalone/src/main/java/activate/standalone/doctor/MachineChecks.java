package activate.standalone.doctor;

import activate.embedded.part.Programs;
import activate.standalone.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine must have, whether or not the platform runs. */
final class MachineChecks {

    private static final int JAVA = 25;

    private final Settings settings;

    MachineChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(maven());
        findings.add(hostname());
        findings.add(postgres());
        findings.add(ssh());
        return findings;
    }

    private static Finding java() {
        int version = Runtime.version().feature();
        return version >= JAVA
                ? Finding.ok("JAVA", "JDK", "version " + Runtime.version())
                : Finding.failure(
                        "JAVA",
                        "JDK",
                        "version " + version,
                        "install a JDK 25, or set JAVA_HOME to one");
    }

    private static Finding maven() {
        return Programs.find("mvn")
                .map(program -> Finding.ok("MAVEN", "Maven", program))
                .orElse(
                        Finding.failure(
                                "MAVEN", "Maven", "not found", "install Maven 3.8.7 or newer"));
    }

    private Finding hostname() {
        try {
            String addresses =
                    String.join(
                            " ",
                            Stream.of(InetAddress.getAllByName(settings.hostname()))
                                    .map(InetAddress::getHostAddress)
                                    .toList());
            return Finding.ok("HOSTNAME", settings.hostname(), "resolves to " + addresses);
        } catch (UnknownHostException e) {
            return Finding.failure(
                    "HOSTNAME",
                    settings.hostname(),
                    "does not resolve on this machine",
                    "add it to DNS or /etc/hosts, or set ACTIVATE_HOSTNAME");
        }
    }

    private static Finding postgres() {
        boolean isRoot = System.getProperty("user.name").equals("root");
        if (!isRoot
                || Programs.find("unshare").isPresent()
                || Programs.find("setpriv").isPresent()) {
            return Finding.ok(
                    "POSTGRES-USER",
                    "identity of PostgreSQL",
                    isRoot ? "not root's" : "this account");
        }
        return Finding.failure(
                "POSTGRES-USER",
                "identity of PostgreSQL",
                "it refuses to run as root",
                "install util-linux (unshare, setpriv), or run as an ordinary user");
    }

    private static Finding ssh() {
        Optional<String> client = Programs.find("ssh");
        return client.map(program -> Finding.ok("SSH", "ssh client", program))
                .orElse(
                        Finding.warning(
                                "SSH",
                                "ssh client",
                                "not found, pw ssh needs it",
                                "install openssh-client"));
    }
}
