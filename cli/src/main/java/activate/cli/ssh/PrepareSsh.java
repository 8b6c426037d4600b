package activate.cli.ssh;

import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.machine.SshDirectory;
import activate.cli.openssh.SharedConnections;
import activate.cli.openssh.ShellWords;
import activate.cli.openssh.SshText;
import activate.cli.route.FindDestination;
import activate.cli.route.SshDestination;
import activate.cli.route.Via;
import activate.cli.sshkey.EnsureKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the command line of the user's own ssh, with strict host keys and this program as the way.
 * The word that the user typed stays the host, so that his `Host` sections match; the name that ssh
 * compares by is one that no other destination has.
 */
final class PrepareSsh {
    private final Invocation invocation;

    PrepareSsh(Invocation invocation) {
        this.invocation = invocation;
    }

    /**
     * What `pw ssh` and `pw forward` share.
     *
     * @param isQuiet whether nothing is to be said where ssh ends without a login
     */
    record Request(String cluster, @Nullable String node, Via via, boolean isQuiet) {
        /** The last part of the address. */
        String host() {
            String name = cluster.substring(cluster.lastIndexOf('/') + 1);
            return name.isEmpty() || name.startsWith("-") ? "cluster" : name;
        }

        /** What finds out why such an ssh fails. */
        String doctor() {
            List<String> words = new ArrayList<>(List.of("pw", "doctor", cluster));
            if (node != null) {
                words.addAll(List.of("--node", node));
            }
            return ShellWords.quote(words);
        }
    }

    /**
     * The command line.
     *
     * @param own options that the command itself gives to ssh
     */
    SshPlan plan(Request request, List<String> own) throws Failure, IOException {
        SshDestination target =
                new FindDestination(invocation).findKnown(request.cluster(), request.node());
        Path knownHosts =
                knownHosts(invocation, target, SshName.ofNode(invocation, target, request.node()));
        return plan(
                request,
                target,
                knownHosts,
                new EnsureKey(invocation, request.host()).options(),
                own);
    }

    /** The same of what is known already: nothing is asked, made or written. */
    SshPlan plan(
            Request request,
            SshDestination target,
            Path knownHosts,
            Map<String, String> key,
            List<String> own)
            throws Failure {
        String alias = SshName.ofNode(invocation, target, request.node());
        String name = request.node() == null ? SshName.ofCluster(invocation, target) : alias;
        List<String> first = new ArrayList<>();
        option(first, "HostName=" + name);
        option(first, "HostKeyAlias=" + alias);
        option(first, "StrictHostKeyChecking=yes");
        option(first, "UserKnownHostsFile=" + SshText.quoted(knownHosts));
        option(first, "UpdateHostKeys=no");
        option(first, "ProxyUseFdpass=no");
        option(first, "ProxyCommand=" + proxyCommand(request, target));
        key.forEach((option, value) -> option(first, option + "=" + value));
        first.addAll(own);
        // Behind what the user says: his -l, -S and the like count first.
        List<String> last = new ArrayList<>();
        option(last, "User=" + target.user());
        if (request.node() != null || request.cluster().contains("/") || isElsewhere()) {
            last.addAll(new SharedConnections(request.host()).options());
        }
        last.addAll(List.of("--", request.host()));
        return new SshPlan(first, last);
    }

    /** Whether the typed word may mean something else in another run: the login was chosen. */
    private boolean isElsewhere() {
        return invocation.options().context().isPresent()
                || invocation.options().platformHost().isPresent()
                || invocation.machine().variable("PW_CONTEXT").isPresent()
                || invocation.machine().variable("PW_PLATFORM_HOST").isPresent()
                || invocation.machine().variable("PW_API_KEY").isPresent();
    }

    private static void option(List<String> words, String option) {
        words.add("-o");
        words.add(option);
    }

    /** Writes down by which keys the other side is known under this name. */
    static Path knownHosts(Invocation invocation, SshDestination target, String name)
            throws Failure {
        return new SshDirectory(invocation.machine())
                .keep("known_hosts/" + name, target.knownHosts(name));
    }

    private String proxyCommand(Request request, SshDestination target) throws Failure {
        // Without direct addresses the second process need not ask for them again.
        Via via =
                request.via() == Via.auto && target.direct().isEmpty()
                        ? Via.platform
                        : request.via();
        List<String> words = new ArrayList<>(ProxyWords.of(invocation));
        words.addAll(List.of("--via", via.name()));
        // The node whose host keys were just written down, not whichever is chosen then.
        String node = request.node() == null ? target.node() : request.node();
        if (!node.isEmpty()) {
            words.addAll(List.of("--node", node));
        }
        if (!request.isQuiet()) {
            words.add("--doctor=" + request.doctor());
        }
        words.add(target.id().isEmpty() ? request.cluster() : target.id());
        return SshText.escaped(ShellWords.quote(words));
    }
}
