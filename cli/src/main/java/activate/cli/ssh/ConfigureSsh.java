package activate.cli.ssh;

import activate.cli.api.Command;
import activate.cli.api.Invocation;
import activate.cli.failure.Failure;
import activate.cli.machine.PrivateFile;
import activate.cli.route.FindDestination;
import activate.cli.route.SshDestination;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** `pw ssh configure`: afterwards plain ssh, scp, sftp and rsync know the clusters. */
@CommandLine.Command(
        name = "configure",
        description = "Makes plain ssh, scp, sftp and rsync know your clusters.",
        mixinStandardHelpOptions = true)
final class ConfigureSsh extends Command {
    private static final String INCLUDE = "Include ~/.ssh/pw_config";

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
                    activate.cli.failure.ExitCode.USAGE,
                    "--alias: " + alias + " (expected: letters, digits, . _ -)",
                    "");
        }
        Optional<Path> key = new EnsureKey(invocation()).ensure();
        Map<String, SshDestination> targets = targets();
        Path directory = PrivateFile.makeDirectory(invocation().machine().home().resolve(".ssh"));
        StringBuilder config =
                new StringBuilder("# Written by `pw ssh configure`; changes are lost.\n");
        StringBuilder known = new StringBuilder();
        for (Map.Entry<String, SshDestination> entry : targets.entrySet()) {
            config.append(section(entry.getKey(), entry.getValue(), directory, key));
            known.append(entry.getValue().knownHosts());
        }
        PrivateFile.write(directory.resolve("pw_known_hosts"), known.toString());
        PrivateFile.write(directory.resolve("pw_config"), config.toString());
        include(directory.resolve("config"));
        targets.keySet().forEach(name -> invocation().machine().say("ssh " + alias + name));
    }

    /** Own clusters first, so that a bare name means them. */
    private Map<String, SshDestination> targets() throws Failure {
        List<JsonNode> rows = new ArrayList<>();
        invocation().api().get("/api/clusters?scope=all").forEach(rows::add);
        rows.sort((a, b) -> Boolean.compare(isManaged(a), isManaged(b)));
        Map<String, SshDestination> targets = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String name = row.path("name").asText();
            SshDestination target = targets.containsKey(name) ? null : target(row, name);
            if (target != null) {
                targets.put(name, target);
            }
        }
        return targets;
    }

    private static boolean isManaged(JsonNode row) {
        return row.path("type").asText().equals("managed-cluster");
    }

    private @Nullable SshDestination target(JsonNode row, String name) throws Failure {
        try {
            return new FindDestination(invocation()).findKnown(row.path("id").asText(name), null);
        } catch (Failure e) {
            switch (e.code()) {
                case NOT_LOGGED_IN, TIMED_OUT -> throw e;
                default -> invocation().machine().say("left out " + name + ": " + e.getMessage());
            }
            return null;
        }
    }

    private String section(String name, SshDestination target, Path directory, Optional<Path> key)
            throws Failure {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                PrepareSsh.program(invocation().machine()),
                                "ssh",
                                "--proxy-command"));
        words.addAll(PrepareSsh.globals(invocation()));
        words.add(name);
        StringBuilder text = new StringBuilder("\nHost " + alias + name + "\n");
        line(text, "HostName", name);
        line(text, "User", target.user());
        line(text, "HostKeyAlias", target.alias());
        line(text, "StrictHostKeyChecking", "yes");
        line(text, "UserKnownHostsFile", PrepareSsh.quoted(directory.resolve("pw_known_hosts")));
        key.ifPresent(file -> line(text, "IdentityFile", PrepareSsh.quoted(file)));
        line(text, "ProxyCommand", PrepareSsh.escape(ShellWords.quote(words)));
        return text.toString();
    }

    private static void line(StringBuilder text, String option, String value) {
        text.append("    ").append(option).append(' ').append(value).append('\n');
    }

    /**
     * An Include counts for all hosts only above the first Host line, hence at the top; the file
     * keeps its mode.
     */
    private void include(Path config) throws IOException {
        String content = Files.exists(config) ? Files.readString(config) : "";
        if (content.lines().anyMatch(line -> line.strip().equalsIgnoreCase(INCLUDE))) {
            return;
        }
        Set<PosixFilePermission> mode =
                Files.exists(config)
                        ? Files.getPosixFilePermissions(config)
                        : PosixFilePermissions.fromString("rw-------");
        PrivateFile.write(config, INCLUDE + "\n" + (content.isEmpty() ? "" : "\n" + content), mode);
    }
}
