package activate.cli;

import activate.cli.api.ApiCommand;
import activate.cli.api.GlobalOptions;
import activate.cli.api.Platform;
import activate.cli.api.Version;
import activate.cli.auth.AuthCommands;
import activate.cli.cluster.ClusterCommands;
import activate.cli.ping.PingCommand;
import activate.cli.ssh.ForwardCommand;
import activate.cli.ssh.SshArguments;
import activate.cli.ssh.SshCommand;
import activate.cli.sshkey.SshKeyCommands;
import activate.cli.terminal.ExitCode;
import activate.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The root command. Only the commands that the words name are built: each costs start time. */
@CommandLine.Command(
        name = "pw",
        description = "Reaches compute clusters through the platform.",
        mixinStandardHelpOptions = true,
        version = "pw " + Version.TEXT)
public final class Pw {
    private static final Set<String> WITH_VALUE =
            Set.of("--context", "--platform-host", "--ca-file", "-o", "--output");

    @Mixin private final GlobalOptions options = new GlobalOptions();

    private Pw() {}

    /** Runs one command line and gives its exit code. */
    public static int run(Terminal terminal, String... words) {
        if (words.length == 1 && (words[0].equals("--version") || words[0].equals("-V"))) {
            terminal.out().println("pw " + Version.TEXT);
            terminal.out().flush();
            return ExitCode.OK.number();
        }
        Pw pw = new Pw();
        try (Platform platform = new Platform(terminal, pw.options)) {
            return pw.execute(platform, List.of(words));
        }
    }

    private int execute(Platform platform, List<String> words) {
        int noun = noun(words);
        boolean ssh = noun < words.size() && words.get(noun).equals("ssh");
        SshArguments split =
                ssh
                        ? SshArguments.split(words.subList(noun + 1, words.size()))
                        : new SshArguments(List.of(), List.of(), List.of());
        List<String> own = new ArrayList<>(ssh ? words.subList(0, noun + 1) : words);
        own.addAll(split.own());
        CommandLine root = root(platform, noun < words.size() ? words.get(noun) : "", split);
        Terminal terminal = platform.terminal();
        int code = root.execute(own.toArray(String[]::new));
        terminal.out().flush();
        return code;
    }

    private CommandLine root(Platform platform, String noun, SshArguments split) {
        CommandLine root = new CommandLine(this);
        Map<String, Supplier<Object>> all = commands(platform, split);
        if (all.containsKey(noun)) {
            root.addSubcommand(noun, all.get(noun).get());
        } else {
            all.forEach(
                    (name, command) -> {
                        if (!name.equals("cluster")) {
                            root.addSubcommand(name, command.get());
                        }
                    });
        }
        Terminal terminal = platform.terminal();
        root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        root.setUsageHelpAutoWidth(true);
        root.setExecutionExceptionHandler(
                (failure, _, _) -> new ShowFailure(platform).show(failure));
        root.setParameterExceptionHandler(
                (failure, _) -> new ShowFailure(platform).showUsage(failure));
        return root;
    }

    private static Map<String, Supplier<Object>> commands(Platform platform, SshArguments split) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("auth", () -> AuthCommands.of(platform));
        all.put("clusters", () -> ClusterCommands.of(platform));
        all.put("cluster", () -> ClusterCommands.of(platform));
        all.put("ssh", () -> SshCommand.of(platform, split));
        all.put("ping", () -> new PingCommand(platform));
        all.put("forward", () -> new ForwardCommand(platform));
        all.put("ssh-public-keys", () -> SshKeyCommands.of(platform));
        all.put("api", () -> new ApiCommand(platform));
        return all;
    }

    /** Where the first word is that is neither a global option nor its value. */
    private static int noun(List<String> words) {
        int at = 0;
        while (at < words.size() && words.get(at).startsWith("-")) {
            at += WITH_VALUE.contains(words.get(at)) ? 2 : 1;
        }
        return Math.min(at, words.size());
    }
}
