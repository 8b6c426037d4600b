package activate.agent.sshd;

import activate.agent.state.AgentFailure;
import activate.agent.state.AgentFailure.Code;
import activate.agent.state.StateDirectory;
import activate.agent.state.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets the SSH server ask the platform for the keys of whoever logs in. As root that is a part of
 * sshd's configuration and a script that it may run; whoever is not root can only let in the own
 * account, by a part of the own authorized_keys.
 *
 * <p>The script runs as the owner of the node's state, and its answer lets people in: so where that
 * is not root, sshd asks it for that owner alone.
 */
public final class SetUpSshd {
    private static final String BEGIN = "# BEGIN activate-agent: written by it, changes are lost";
    private static final String END = "# END activate-agent";

    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;

    private final Path ssh;
    private final Path home;
    private final Path program;
    private final StateDirectory state;

    /**
     * @param root the machine's root directory
     * @param home the home of this account
     * @param program the agent's launcher
     */
    public SetUpSshd(Path root, Path home, Path program, StateDirectory state) {
        this.ssh = root.resolve("etc/ssh");
        this.home = home;
        this.program = program;
        this.state = state;
    }

    /** Whether this account may change the configuration of the SSH server. */
    public boolean isAdministrator() {
        return Files.isWritable(ssh);
    }

    /** What an administrator puts where, for people. */
    public String advice() throws AgentFailure {
        return """
                Let the SSH server of this machine ask the platform for the users' keys. As root, repeat this with --sshd, or write

                %s (mode 0755, owner root):
                %s
                %s (read by sshd where its sshd_config has: Include %s):
                %s
                and reload sshd: systemctl reload ssh || systemctl reload sshd
                Without root, --sshd puts your own keys into ~/.ssh/authorized_keys: nobody else can log in then.
                """
                .formatted(
                        script(),
                        indented(scriptText()),
                        snippet(),
                        snippet().resolveSibling("*.conf"),
                        indented(configuration()));
    }

    /**
     * Writes script and configuration.
     *
     * @return what was done and what is to be done, for people
     * @throws AgentFailure where sshd would not read them, or somebody else could change what the
     *     script runs; nothing is written then
     */
    public String writeForAll() throws AgentFailure {
        try {
            if (!includes()) {
                throw new AgentFailure(
                        Code.FAILED,
                        ssh.resolve("sshd_config") + " does not read " + snippet().getParent(),
                        "add as its first line: Include " + snippet().resolveSibling("*.conf"));
            }
            requireOwnProgram();
            Files.createDirectories(ssh.resolve("sshd_config.d"));
            WholeFile.write(script(), scriptText(), "rwxr-xr-x");
            WholeFile.write(snippet(), configuration(), "rw-r--r--");
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, "the SSH server is not set up: " + e.getMessage(), "", e);
        }
        return "wrote "
                + script()
                + " and "
                + snippet()
                + "\nnow check and reload sshd: sshd -t && { systemctl reload ssh || systemctl reload sshd; }";
    }

    /**
     * Takes back what was written, as far as this account may.
     *
     * @return the files that had something of ours
     */
    public List<Path> remove() throws IOException {
        List<Path> changed = new ArrayList<>();
        for (Path file : List.of(snippet(), script())) {
            if (isAdministrator() && Files.deleteIfExists(file)) {
                changed.add(file);
            }
        }
        Path own = authorizedKeys();
        if (Files.exists(own) && Files.readString(own).contains(BEGIN)) {
            WholeFile.write(own, withoutBlock(Files.readString(own)), "rw-------");
            changed.add(own);
        }
        return changed;
    }

    /**
     * Puts the keys of this account's own user into its authorized_keys, in place of those before.
     */
    public String writeOwn(List<String> keys) throws AgentFailure {
        Path file = authorizedKeys();
        try {
            Path folder = home.resolve(".ssh");
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            String others = Files.exists(file) ? withoutBlock(Files.readString(file)) : "";
            String block =
                    Stream.concat(Stream.concat(Stream.of(BEGIN), keys.stream()), Stream.of(END))
                            .map(line -> line + "\n")
                            .reduce("", String::concat);
            WholeFile.write(file, others + block, "rw-------");
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, file + " cannot be written: " + e.getMessage(), "", e);
        }
        return "wrote "
                + keys.size()
                + " keys of the platform into "
                + file
                + "\nrepeat the command when the keys change: this is a copy";
    }

    /** How the SSH server learns the keys; nothing where nothing of ours is set up. */
    public Optional<String> present() {
        try {
            if (isOurs()) {
                return Optional.of("sshd asks the platform, by " + snippet());
            }
            if (isCopied()) {
                return Optional.of("a copy of your keys is in " + authorizedKeys());
            }
        } catch (IOException _) {
            // What cannot be read is not known to be there.
        }
        return Optional.empty();
    }

    /** Whether the configuration is written for this state and this program. */
    boolean isOurs() throws IOException {
        return Files.exists(snippet())
                && Files.exists(script())
                && Files.readString(script()).equals(scriptText());
    }

    /** Whether this account has a copy of its keys. */
    boolean isCopied() throws IOException {
        return Files.exists(authorizedKeys()) && Files.readString(authorizedKeys()).contains(BEGIN);
    }

    /** The same for another account. */
    public SetUpSshd withHome(Path other) {
        return new SetUpSshd(ssh.resolve("../..").normalize(), other, program, state);
    }

    Path home() {
        return home;
    }

    StateDirectory state() {
        return state;
    }

    Path main() {
        return ssh.resolve("sshd_config");
    }

    Path script() {
        return ssh.resolve("activate-authorized-keys");
    }

    Path snippet() {
        return ssh.resolve("sshd_config.d/50-activate.conf");
    }

    Path authorizedKeys() {
        return home.resolve(".ssh/authorized_keys");
    }

    private String scriptText() {
        return """
                #!/bin/sh
                # Written by activate-agent: sshd runs it with the name of whoever logs in.
                exec %s keys --state %s -- "$1"
                """
                .formatted(quoted(program), quoted(state.path()));
    }

    private String configuration() throws AgentFailure {
        String owner = owner();
        return """
                # Written by activate-agent: the platform tells the keys of whoever logs in.
                Match User %s
                    AuthorizedKeysCommand %s %%u
                    AuthorizedKeysCommandUser %s
                Match all
                """
                .formatted(owner.equals("root") ? "*,!root" : owner, script(), owner);
    }

    /** Whoever can change the program runs what he likes as the owner of the state. */
    private void requireOwnProgram() throws AgentFailure, IOException {
        List<String> trusted = List.of("root", owner());
        for (Path each = program.toRealPath(); each != null; each = each.getParent()) {
            int mode = (int) Files.getAttribute(each, "unix:mode");
            boolean isOpen = (mode & WRITABLE_BY_OTHERS) != 0 && (mode & STICKY) == 0;
            if (isOpen || !trusted.contains(Files.getOwner(each).getName())) {
                throw new AgentFailure(
                        Code.USAGE,
                        "others than " + owner() + " can change " + each + ", which sshd would run",
                        "install the agent and its --state under one account");
            }
        }
    }

    private String owner() throws AgentFailure {
        try {
            return Files.getOwner(state.path()).getName();
        } catch (IOException e) {
            throw new AgentFailure(
                    Code.FAILED, "the owner of " + state.path() + " is not known", "", e);
        }
    }

    private boolean includes() throws IOException {
        return Files.exists(main())
                && Files.readAllLines(main()).stream()
                        .map(line -> line.strip().replaceAll("\\s+", " "))
                        .anyMatch(
                                line ->
                                        line.toLowerCase(java.util.Locale.ROOT)
                                                        .startsWith("include ")
                                                && line.contains("sshd_config.d/"));
    }

    private static String withoutBlock(String text) {
        StringBuilder kept = new StringBuilder();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            inside |= line.equals(BEGIN);
            if (!inside) {
                kept.append(line).append('\n');
            }
            inside &= !line.equals(END);
        }
        return kept.toString();
    }

    private static String indented(String text) {
        return text.indent(4).stripTrailing() + "\n";
    }

    private static String quoted(Path path) {
        return "'" + path.toString().replace("'", "'\\''") + "'";
    }

    /** The machine of this process. */
    public static SetUpSshd here(Map<String, String> environment, StateDirectory state) {
        return new SetUpSshd(
                Path.of("/"),
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                Path.of(environment.getOrDefault("ACTIVATE_AGENT_SELF", "activate-agent")),
                state);
    }
}
