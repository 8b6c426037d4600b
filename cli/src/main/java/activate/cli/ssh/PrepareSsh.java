package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import activate.cli.machine.PrivateFile;
import activate.cli.route.FindDestination;
import activate.cli.route.SshDestination;
import activate.cli.route.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds the command line of the user's own ssh, with strict host keys and this program as the way.
 */
final class PrepareSsh {
    private final Invocation invocation;

    PrepareSsh(Invocation invocation) {
        this.invocation = invocation;
    }

    /** What `pw ssh` and `pw forward` share. */
    record Request(String cluster, @Nullable String node, Via via, @Nullable String user) {}

    /** The words up to and including the host name. */
    List<String> command(Request request, List<String> sshOptions) throws Failure, IOException {
        SshDestination target =
                new FindDestination(invocation).findKnown(request.cluster(), request.node());
        Optional<Path> key = new EnsureKey(invocation).ensure();
        List<String> words = new ArrayList<>(List.of("ssh"));
        option(words, "StrictHostKeyChecking=yes");
        option(words, "UserKnownHostsFile=" + quoted(knownHosts(target)));
        option(words, "HostKeyAlias=" + target.alias());
        option(words, "ProxyCommand=" + proxyCommand(request, target));
        key.ifPresent(file -> words.addAll(List.of("-i", file.toString())));
        words.addAll(List.of("-l", request.user() == null ? target.user() : request.user()));
        words.addAll(sshOptions);
        words.add("--");
        words.add(hostName(request.cluster()));
        return words;
    }

    private static void option(List<String> words, String option) {
        words.add("-o");
        words.add(option);
    }

    private Path knownHosts(SshDestination target) throws IOException {
        Path file =
                invocation
                        .machine()
                        .configDirectory()
                        .resolve("ssh")
                        .resolve("known_hosts")
                        .resolve(target.alias());
        String lines = target.knownHosts();
        if (!Files.isRegularFile(file) || !Files.readString(file).equals(lines)) {
            PrivateFile.write(file, lines);
        }
        return file;
    }

    private String proxyCommand(Request request, SshDestination target) throws Failure {
        // Without direct addresses the second process need not ask for them again.
        Via via =
                request.via() == Via.auto && target.direct().isEmpty()
                        ? Via.platform
                        : request.via();
        List<String> words =
                new ArrayList<>(List.of(program(invocation.machine()), "ssh", "--proxy-command"));
        words.addAll(globals(invocation));
        words.addAll(List.of("--via", via.name()));
        if (request.node() != null) {
            words.addAll(List.of("--node", request.node()));
        }
        words.add(request.cluster());
        return escape(ShellWords.quote(words));
    }

    /** The options that this run was given and the second process needs too. */
    static List<String> globals(Invocation invocation) {
        List<String> words = new ArrayList<>();
        invocation
                .options()
                .context()
                .ifPresent(context -> words.addAll(List.of("--context", context)));
        invocation
                .options()
                .platformHost()
                .ifPresent(host -> words.addAll(List.of("--platform-host", host)));
        invocation
                .options()
                .caFile()
                .ifPresent(
                        file ->
                                words.addAll(
                                        List.of("--ca-file", file.toAbsolutePath().toString())));
        return words;
    }

    /** The absolute path of this program, which its launcher gives. */
    static String program(LocalMachine machine) throws Failure {
        return machine.variable("PW_SELF")
                .orElseThrow(
                        () ->
                                new Failure(
                                        ExitCode.FAILED,
                                        "this program does not know where it is",
                                        "start it by its launcher, pw"));
    }

    /** ssh expands percent signs in what it is given. */
    static String escape(String text) {
        return text.replace("%", "%%");
    }

    static String quoted(Path path) {
        return "\"" + escape(path.toString()) + "\"";
    }

    /**
     * The last part of an address; ssh shows it and the user's own `Host` sections may match it.
     */
    private static String hostName(String cluster) {
        String name = cluster.substring(cluster.lastIndexOf('/') + 1);
        return name.isEmpty() || name.startsWith("-") ? "cluster" : name;
    }
}
