package activate.standalone.doctor;

import activate.embedded.part.Programs;
import activate.standalone.doctor.Finding.Subject;
import activate.standalone.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the machine must have, whether or not the platform runs. */
final class MachineChecks {

    private static final int JAVA = 25;

    private final Settings settings;

    MachineChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> run() {
        return List.of(java(), maven(), hostname(), postgres(), ssh());
    }

    private static Finding java() {
        var subject = new Subject("JAVA", "JDK");
        return Runtime.version().feature() >= JAVA
                ? subject.ok("version " + Runtime.version())
                : subject.failure(
                        "version " + Runtime.version().feature(),
                        "install a JDK 25, or set JAVA_HOME to one");
    }

    private static Finding maven() {
        var subject = new Subject("MAVEN", "Maven");
        return Programs.find("mvn")
                .map(subject::ok)
                .orElse(subject.failure("not found", "install Maven 3.8.7 or newer"));
    }

    private Finding hostname() {
        var subject = new Subject("HOSTNAME", settings.hostname());
        try {
            return subject.ok(
                    Stream.of(InetAddress.getAllByName(settings.hostname()))
                            .map(InetAddress::getHostAddress)
                            .collect(Collectors.joining(" ", "resolves to ", "")));
        } catch (UnknownHostException e) {
            return subject.failure(
                    "does not resolve on this machine",
                    "add it to DNS or /etc/hosts, or set ACTIVATE_HOSTNAME");
        }
    }

    private static Finding postgres() {
        var subject = new Subject("POSTGRES-USER", "identity of PostgreSQL");
        if (!System.getProperty("user.name").equals("root")) {
            return subject.ok("this account");
        }
        return Programs.find("unshare").or(() -> Programs.find("setpriv")).isPresent()
                ? subject.ok("not root's")
                : subject.failure(
                        "it refuses to run as root",
                        "install util-linux (unshare, setpriv), or run as an ordinary user");
    }

    private static Finding ssh() {
        var subject = new Subject("SSH", "ssh client");
        return Programs.find("ssh")
                .map(subject::ok)
                .orElse(subject.warning("not found, pw ssh needs it", "install openssh-client"));
    }
}
