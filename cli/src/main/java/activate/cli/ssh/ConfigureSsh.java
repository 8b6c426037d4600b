package activate.cli.ssh;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.route.FindDestination;
import activate.cli.route.SshDestination;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        if (!targets.isEmpty()) {
            List<String> key =
                    new EnsureKey(invocation(), targets.keySet().iterator().next()).options();
            for (Map.Entry<String, SshDestination> entry : targets.entrySet()) {
                config.append(section(entry.getKey(), entry.getValue(), key));
            }
        }
        files.write(config.toString());
        targets.keySet().forEach(name -> invocation().machine().say("ssh " + name));
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
            JsonNode row, Map<String, SshDestination> targets, ConfigFiles files) {
        String name = row.path("name").asText();
        String owner = row.path("user").asText();
        String address = "pw://" + (owner.isEmpty() ? "" : owner + "/") + name;
        String taken = "";
        for (String candidate : List.of(alias + name, alias + name + "." + owner)) {
            Optional<String> reason =
                    candidate.matches("[A-Za-z0-9_][A-Za-z0-9._-]*[A-Za-z0-9_-]")
                            ? targets.containsKey(candidate)
                                    ? Optional.of(candidate + " is another cluster")
                                    : files.takenBy(candidate)
                            : Optional.of(candidate + " is no name for ssh");
            if (reason.isEmpty()) {
                if (!taken.isEmpty()) {
                    invocation().machine().say(address + " is " + candidate + ": " + taken);
                }
                files.addingTo(candidate).ifPresent(invocation().machine()::say);
                return Optional.of(candidate);
            }
            taken = taken.isEmpty() ? reason.get() : taken;
        }
        invocation()
                .machine()
                .say("left out " + address + ": " + taken + "; another --alias gives another name");
        return Optional.empty();
    }

    private Optional<SshDestination> target(JsonNode row) throws Failure {
        String name = row.path("name").asText();
        try {
            return Optional.of(
                    new FindDestination(invocation()).findKnown(row.path("id").asText(name), null));
        } catch (Failure e) {
            switch (e.code()) {
                case NOT_LOGGED_IN, TIMED_OUT -> throw e;
                default -> invocation().machine().say("left out " + name + ": " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private String section(String name, SshDestination target, List<String> key) throws Failure {
        String unique = SshName.ofCluster(invocation(), target);
        List<String> words = new ArrayList<>(ProxyWords.withVariables(invocation()));
        words.add("--host-keys");
        words.add(target.id().isEmpty() ? target.cluster() : target.id());
        StringBuilder text = new StringBuilder("\nHost " + name + "\n");
        line(text, "HostName", unique);
        line(text, "User", target.user());
        line(text, "HostKeyAlias", unique);
        line(text, "StrictHostKeyChecking", "yes");
        line(
                text,
                "UserKnownHostsFile",
                SshText.quoted(PrepareSsh.knownHosts(invocation(), target, unique)));
        line(text, "UpdateHostKeys", "no");
        line(text, "ProxyUseFdpass", "no");
        if (!key.isEmpty()) {
            line(text, "IdentityFile", SshText.quoted(Path.of(key.get(1))));
            if (key.size() > 2) {
                line(text, "IdentitiesOnly", "yes");
            }
        }
        line(text, "ProxyCommand", SshText.escaped(ShellWords.quote(words)));
        return text.toString();
    }

    private static void line(StringBuilder text, String option, String value) {
        text.append("    ").append(option).append(' ').append(value).append('\n');
    }
}
