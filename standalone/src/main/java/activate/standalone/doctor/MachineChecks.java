package activate.standalone.doctor;

import activate.standalone.home.Settings;
import activate.standalone.supervise.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the machine must have, whether or not the platform runs. */
final class MachineChecks {

    private static final long NEEDED_MEMORY_MIB = 2_048;
    private static final long NEEDED_DISK_MIB = 3_072;
    private static final int NEEDED_FILES = 4_096;
    private static final int JAVA = 25;

    private final Settings settings;

    MachineChecks(Settings settings) {
        this.settings = settings;
    }

    List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.add(maven());
        findings.add(memory());
        findings.add(disk());
        findings.add(files());
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

    private static Finding memory() {
        long available = proc("/proc/meminfo", "MemAvailable:") / 1024;
        String cause = available + " MiB available";
        return available >= NEEDED_MEMORY_MIB
                ? Finding.ok("MEMORY", "memory", cause)
                : Finding.warning(
                        "MEMORY",
                        "memory",
                        cause,
                        "free some: a running platform takes about 1.5 GiB");
    }

    private Finding disk() {
        Path folder = settings.home().root();
        while (folder != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (folder == null) {
            return Finding.failure("DISK", "disk", "no folder at all", "set ACTIVATE_HOME");
        }
        try {
            long free = Files.getFileStore(folder).getUsableSpace() >> 20;
            String cause = free + " MiB free at " + folder;
            return free >= NEEDED_DISK_MIB
                    ? Finding.ok("DISK", "disk", cause)
                    : Finding.warning(
                            "DISK",
                            "disk",
                            cause,
                            "free some, or set ACTIVATE_HOME to another disk");
        } catch (IOException e) {
            return Finding.failure(
                    "DISK", "disk", e.toString(), "set ACTIVATE_HOME to a folder that can be used");
        }
    }

    private static Finding files() {
        long limit = limit();
        return limit >= NEEDED_FILES
                ? Finding.ok("FILES", "open files", "limit " + limit)
                : Finding.warning(
                        "FILES",
                        "open files",
                        "limit " + limit,
                        "raise it: ulimit -n " + NEEDED_FILES);
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

    private static long limit() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith("Max open files"))
                    .map(
                            line ->
                                    line.substring("Max open files".length())
                                            .strip()
                                            .split("\\s+", 2)[0])
                    .mapToLong(
                            soft ->
                                    soft.toLowerCase(Locale.ROOT).equals("unlimited")
                                            ? Long.MAX_VALUE
                                            : Long.parseLong(soft))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long proc(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
