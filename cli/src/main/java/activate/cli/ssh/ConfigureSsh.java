package activate.cli.ssh;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.credentials.Identity;
import activate.cli.credentials.Login;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.openssh.ShellWords;
import activate.cli.openssh.SshText;
import activate.cli.route.FindDestination;
import activate.cli.route.SshDestination;
import activate.cli.sshkey.EnsureKey;
import activate.messages.hub.ClusterAddress;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw ssh configure`: afterwards plain ssh, scp, sftp and rsync know the clusters. */
@CommandLine.Command(
        name = "configure",
        description = {
            "Makes plain ssh, scp, sftp and rsync know your clusters.",
            "Each login has a file of its own in ~/.ssh/pw_config.d; a name that is taken is left alone."
        },
        mixinStandardHelpOptions = true)
final class ConfigureSsh extends Command {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_-])?");

    @Option(
            names = "--alias",
            paramLabel = "PREFIX",
            description = "put this before each cluster's name")
    private String alias = "";

    ConfigureSsh(Invocation invocation) {
        super(invocation);
    }

    @Override
    protected void run() throws Failure, IOException {
        if (!alias.matches("[A-Za-z0-9._-]*")) {
            throw new Failure(
                    ExitCode.USAGE,
                    "--alias: " + alias + " (expected: letters, digits, . _ -)",
                    "");
        }
        ConfigFiles files = new ConfigFiles(invocation());
        Map<String, SshDestination> targets = targets(files);
        StringBuilder config = new StringBuilder();
        List<Path> hostKeys = new ArrayList<>();
        if (!targets.isEmpty()) {
            Map<String, String> key =
                    new EnsureKey(invocation(), targets.keySet().iterator().next()).options();
            for (Map.Entry<String, SshDestination> entry : targets.entrySet()) {
                SshDestination target = entry.getValue();
                String unique = SshName.ofCluster(invocation(), target);
                Path known = PrepareSsh.knownHosts(invocation(), target, unique);
                hostKeys.add(known);
                config.append(section(entry.getKey(), target, known, key));
            }
        }
        files.write(config.toString(), hostKeys);
        targets.keySet().forEach(name -> say("ssh " + name));
        if (invocation().login().identity().isEmpty()) {
            invocation()
                    .machine()
                    .say("ssh needs PW_API_KEY in its environment, as this run had it");
        }
        files.warnOfAnotherHome();
    }

    /** Own clusters first, so that a bare name means them; of the others the owner is told too. */
    private Map<String, SshDestination> targets(ConfigFiles files) throws Failure {
        List<JsonNode> rows = new ArrayList<>();
        invocation().api().get("/api/clusters?scope=all").forEach(rows::add);
        String me =
                invocation().login().identity().flatMap(identity -> identity.username()).orElse("");
        rows.sort(Comparator.comparing(row -> rank(row, me)));
        Map<String, SshDestination> targets = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            Optional<String> name = name(row, targets, files);
            if (name.isPresent()) {
                target(row).ifPresent(found -> targets.put(name.get(), found));
            }
        }
        return targets;
    }

    private static int rank(JsonNode row, String me) {
        if (row.path("type").asText().equals("managed-cluster")) {
            return 1;
        }
        return me.isEmpty() || row.path("user").asText().equals(me) ? 0 : 2;
    }

    /** The name for a cluster, unless there is none left: then it is said. */
    private Optional<String> name(
            JsonNode row, Map<String, SshDestination> targets, ConfigFiles files) throws Failure {
        Optional<String> why = Optional.empty();
        for (String candidate : candidates(row)) {
            Optional<String> taken = taken(candidate, targets, files);
            if (taken.isEmpty()) {
                why.ifPresent(reason -> say(address(row) + " is " + candidate + ": " + reason));
                files.addingTo(candidate).ifPresent(this::say);
                return Optional.of(candidate);
            }
            why = why.or(() -> taken);
        }
        say("left out " + address(row) + ": " + why.orElse("") + "; try --alias");
        return Optional.empty();
    }

    /** From the short one to that which tells owner and platform. */
    private List<String> candidates(JsonNode row) throws Failure {
        Login login = invocation().login();
        String owner = row.path("user").asText();
        if (owner.isEmpty()) {
            owner = login.identity().flatMap(Identity::organization).orElse("organization");
        }
        String name = alias + row.path("name").asText();
        return List.of(
                name, name + "." + owner, name + "." + owner + "." + login.server().getHost());
    }

    private static Optional<String> taken(
            String name, Map<String, SshDestination> targets, ConfigFiles files) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of(name + " is no name for ssh");
        }
        return targets.containsKey(name)
                ? Optional.of(name + " is another cluster")
                : files.takenBy(name);
    }

    private static String address(JsonNode row) {
        String owner = row.path("user").asText();
        return new ClusterAddress(owner.isEmpty() ? null : owner, row.path("name").asText())
                .toString();
    }

    private void say(String line) {
        invocation().machine().say(line);
    }

    private Optional<SshDestination> target(JsonNode row) throws Failure {
        String id = row.path("id").asText(row.path("name").asText());
        try {
            return Optional.of(new FindDestination(invocation()).findKnown(id, null));
        } catch (Failure e) {
            switch (e.code()) {
                case NOT_LOGGED_IN, TIMED_OUT -> throw e;
                default -> say("left out " + address(row) + ": " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private String section(
            String name, SshDestination target, Path hostKeys, Map<String, String> key)
            throws Failure {
        String unique = SshName.ofCluster(invocation(), target);
        List<String> words = new ArrayList<>(ProxyWords.withVariables(invocation()));
        words.add("--host-keys");
        words.add(target.id().isEmpty() ? target.cluster() : target.id());
        StringBuilder text = new StringBuilder("\nHost " + name + "\n");
        line(text, "HostName", unique);
        line(text, "User", target.user());
        line(text, "HostKeyAlias", unique);
        line(text, "StrictHostKeyChecking", "yes");
        line(text, "UserKnownHostsFile", SshText.quoted(hostKeys));
        line(text, "UpdateHostKeys", "no");
        line(text, "ProxyUseFdpass", "no");
        key.forEach((option, value) -> line(text, option, value));
        line(text, "ProxyCommand", SshText.escaped(ShellWords.quote(words)));
        return text.toString();
    }

    private static void line(StringBuilder text, String option, String value) {
        text.append("    ").append(option).append(' ').append(value).append('\n');
    }
}
