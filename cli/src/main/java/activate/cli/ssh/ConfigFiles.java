package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.credentials.Identity;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.PrivateFile;
import activate.cli.openssh.SshText;
import activate.cli.openssh.UserHosts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of `pw ssh configure`: `~/.ssh/pw_config.d` has one for each login, `~/.ssh/pw_config`
 * includes them, and one line at the top of `~/.ssh/config` includes that.
 */
final class ConfigFiles {
    private static final String INCLUDE = "Include ~/.ssh/pw_config";

    private final Invocation invocation;
    private final Path directory;
    private final Path ours;
    private final List<UserHosts.Section> sections;

    ConfigFiles(Invocation invocation) throws Failure {
        this.invocation = invocation;
        this.directory = invocation.machine().home().resolve(".ssh").toAbsolutePath();
        this.ours = directory.resolve("pw_config.d").resolve(fileName(invocation) + ".conf");
        this.sections = new ArrayList<>(others());
        this.sections.addAll(
                UserHosts.read(directory.resolve("config"), directory.resolve("pw_config")));
    }

    private static String fileName(Invocation invocation) throws Failure {
        String context =
                invocation
                        .login()
                        .identity()
                        .map(Identity::context)
                        .orElse("PW_API_KEY@" + invocation.login().server().getRawAuthority());
        String plain = context.replaceAll("[^A-Za-z0-9@._-]|^\\.", "_");
        return plain.equals(context) && plain.length() < 100
                ? plain
                : plain.substring(0, Math.min(plain.length(), 80))
                        + "-"
                        + Integer.toHexString(context.hashCode());
    }

    /** The sections that were written for other logins. */
    private List<UserHosts.Section> others() {
        try (var files = Files.newDirectoryStream(ours.getParent(), "*.conf")) {
            List<UserHosts.Section> found = new ArrayList<>();
            for (Path file : files) {
                if (!file.equals(ours)) {
                    found.addAll(UserHosts.read(file, ours));
                }
            }
            return found;
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Why a name cannot be had: a section of the user, or of another login, leads elsewhere. */
    Optional<String> takenBy(String name) {
        return sections.stream()
                .filter(section -> section.leadsElsewhere() && section.isFor(name))
                .findFirst()
                .map(section -> section.file() + " has a Host " + name + " of its own");
    }

    /** What a section of the user for the same name does to it. */
    Optional<String> addingTo(String name) {
        return sections.stream()
                .filter(section -> section.isFor(name))
                .findFirst()
                .map(
                        section ->
                                "the Host "
                                        + name
                                        + " of "
                                        + section.file()
                                        + " adds to ssh "
                                        + name);
    }

    /**
     * @param hostKeys files with the host keys of the hosts
     */
    void write(String config, List<Path> hostKeys) throws Failure, IOException {
        PrivateFile.makeDirectory(directory);
        PrivateFile.write(ours, "# Written by `pw ssh configure`; changes are lost.\n" + config);
        PrivateFile.write(
                directory.resolve("pw_config"),
                "# Written by `pw ssh configure`; changes are lost.\nInclude "
                        + SshText.quoted(directory.resolve("pw_config.d"))
                                .replaceFirst("\"$", "/*.conf\"")
                        + "\n");
        include(directory.resolve("config"));
        writeHostKeys(hostKeys);
    }

    /**
     * All host keys in one file, for programs that read such files themselves. ssh does not: a key
     * that a node no longer has would stay good in it.
     */
    private void writeHostKeys(List<Path> hostKeys) throws Failure, IOException {
        Path all = directory.resolve("pw_known_hosts");
        List<String> lines = new ArrayList<>();
        for (Path file : hostKeys) {
            lines.addAll(Files.readAllLines(file));
        }
        Set<String> names = lines.stream().map(ConfigFiles::name).collect(Collectors.toSet());
        if (Files.isRegularFile(all)) {
            // Those of other logins.
            Files.readAllLines(all).stream()
                    .filter(line -> !names.contains(name(line)))
                    .forEach(lines::add);
        }
        PrivateFile.write(
                all, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    }

    private static String name(String line) {
        return line.split(" ", 2)[0];
    }

    /**
     * An Include counts for all hosts only above the first Host line, hence at the top; the file
     * keeps its mode and every byte.
     */
    private void include(Path config) throws Failure, IOException {
        byte[] content = Files.exists(config) ? Files.readAllBytes(config) : new byte[0];
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.lines().anyMatch(line -> line.strip().equalsIgnoreCase(INCLUDE))) {
            return;
        }
        Set<PosixFilePermission> mode =
                Files.exists(config)
                        ? Files.getPosixFilePermissions(config)
                        : PosixFilePermissions.fromString("rw-------");
        String more = INCLUDE + "\n" + (text.isEmpty() ? "" : "\n" + text);
        try {
            PrivateFile.write(config, more.getBytes(StandardCharsets.ISO_8859_1), mode);
        } catch (IOException e) {
            throw new Failure(
                    ExitCode.FAILED,
                    Failure.reason(e),
                    "put this line at the top of " + config + " yourself: " + INCLUDE,
                    e);
        }
    }

    /** ssh takes the home from the account, whatever HOME says. */
    void warnOfAnotherHome() {
        Path account = Path.of(System.getProperty("user.home")).resolve(".ssh");
        if (!account.toAbsolutePath().equals(directory)) {
            invocation
                    .machine()
                    .say(
                            "ssh reads "
                                    + account
                                    + ", not HOME: use ssh -F "
                                    + directory.resolve("pw_config"));
        }
    }
}
