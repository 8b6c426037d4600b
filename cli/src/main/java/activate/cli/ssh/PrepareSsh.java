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

    /** The same for `pw ssh`, whose next runs need not ask if they mean nothing else. */
    SshPlan plan(Request request, KeptPlans kept) throws Failure, IOException {
        SshDestination target =
                new FindDestination(invocation).findKnown(request.cluster(), request.node());
        Path knownHosts =
                knownHosts(invocation, target, SshName.ofNode(invocation, target, request.node()));
        Map<String, String> key = new EnsureKey(invocation, request.host()).options();
        if (kept.isFor(request)) {
            kept.keep(request, planOfCluster(request, target, key));
        }
        return plan(request, target, knownHosts, key, List.of());
    }

    /** To whichever node there is by then: the stream asks for it and writes its keys down. */
    private SshPlan planOfCluster(Request request, SshDestination target, Map<String, String> key)
            throws Failure {
        String name = SshName.ofCluster(invocation, target);
        Path knownHosts = knownHosts(invocation, target, name);
        List<String> words = new ArrayList<>(ProxyWords.of(invocation));
        words.addAll(List.of("--host-keys", "--doctor=" + request.doctor(), id(request, target)));
        List<String> first = strictly(name, name, knownHosts, words);
        key.forEach((option, value) -> option(first, option + "=" + value));
        List<String> last = new ArrayList<>();
        option(last, "User=" + target.user());
        last.addAll(List.of("--", request.host()));
        return new SshPlan(first, last);
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
        List<String> first = strictly(name, alias, knownHosts, proxyWords(request, target));
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

    /** Options by which ssh takes this stream and believes these host keys alone. */
    private static List<String> strictly(
            String name, String alias, Path knownHosts, List<String> stream) {
        List<String> first = new ArrayList<>();
        option(first, "HostName=" + name);
        option(first, "HostKeyAlias=" + alias);
        option(first, "StrictHostKeyChecking=yes");
        option(first, "UserKnownHostsFile=" + SshText.quoted(knownHosts));
        option(first, "UpdateHostKeys=no");
        option(first, "ProxyUseFdpass=no");
        option(first, "ProxyCommand=" + SshText.escaped(ShellWords.quote(stream)));
        return first;
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

    private List<String> proxyWords(Request request, SshDestination target) throws Failure {
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
        words.add(id(request, target));
        return words;
    }

    private static String id(Request request, SshDestination target) {
        return target.id().isEmpty() ? request.cluster() : target.id();
    }
}
