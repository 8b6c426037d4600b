package activate.cli;

import activate.cli.api.ApiCommand;
import activate.cli.api.GlobalOptions;
import activate.cli.api.Invocation;
import activate.cli.api.Version;
import activate.cli.apikey.ApiKeyCommands;
import activate.cli.auth.AuthCommands;
import activate.cli.cluster.ClusterCommands;
import activate.cli.cluster.ListAllNodes;
import activate.cli.completion.CompletionCommand;
import activate.cli.doctor.DoctorCommand;
import activate.cli.failure.ExitCode;
import activate.cli.failure.Failure;
import activate.cli.machine.LocalMachine;
import activate.cli.ping.PingCommand;
import activate.cli.ssh.ForwardCommand;
import activate.cli.ssh.SshCommand;
import activate.cli.ssh.StreamSsh;
import activate.cli.ssh.StreamWords;
import activate.cli.sshkey.SshKeyCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public static int run(LocalMachine machine, String... words) {
        if (words.length == 1 && (words[0].equals("--version") || words[0].equals("-V"))) {
            machine.out().println("pw " + Version.TEXT);
            return written(machine, ExitCode.OK.number());
        }
        Optional<StreamWords> stream = StreamWords.read(words);
        if (stream.isPresent()) {
            return stream(machine, stream.get());
        }
        Pw pw = new Pw();
        try (Invocation invocation = new Invocation(machine, pw.options)) {
            return pw.execute(invocation, List.of(words));
        }
    }

    private static int stream(LocalMachine machine, StreamWords words) {
        try (Invocation invocation = new Invocation(machine, words.options())) {
            int code = ExitCode.OK.number();
            try {
                new StreamSsh(invocation, words.request()).run();
            } catch (Failure | RuntimeException e) {
                // As for other commands: one line, never a stack trace.
                code = new ShowFailure(invocation).show(e);
            }
            return written(machine, code);
        }
    }

    private int execute(Invocation invocation, List<String> words) {
        int noun = noun(words);
        CommandLine root = root(invocation, noun < words.size() ? words.get(noun) : "");
        int code = root.execute(words.toArray(String[]::new));
        return written(invocation.machine(), code);
    }

    /** The exit code, unless the answer did not reach the user. */
    private static int written(LocalMachine machine, int code) {
        Optional<IOException> loss = machine.output().loss();
        if (code != ExitCode.OK.number() || !machine.output().isBroken()) {
            return code;
        }
        loss.ifPresent(e -> machine.say("the output could not be written: " + Failure.reason(e)));
        return ExitCode.FAILED.number();
    }

    private CommandLine root(Invocation invocation, String noun) {
        Map<String, Supplier<Object>> all = commands(invocation);
        CommandLine root;
        if (all.containsKey(noun)) {
            root = new CommandLine(this);
            root.addSubcommand(noun, all.get(noun).get());
        } else {
            root = whole(this, all);
        }
        LocalMachine machine = invocation.machine();
        root.setOut(new PrintWriter(machine.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(machine.err(), true, StandardCharsets.UTF_8));
        root.setUsageHelpAutoWidth(true);
        // A leading @ is for the options that say so, not for files of arguments.
        root.setExpandAtFiles(false);
        root.setExecutionExceptionHandler(
                (failure, _, _) -> new ShowFailure(invocation).show(failure));
        root.setParameterExceptionHandler(
                (failure, _) -> new ShowFailure(invocation).showUsage(failure));
        return root;
    }

    /** The root with all commands, which are only looked at. */
    static CommandLine whole(Invocation invocation) {
        return whole(new Pw(), commands(invocation));
    }

    private static CommandLine whole(Pw pw, Map<String, Supplier<Object>> all) {
        CommandLine root = new CommandLine(pw);
        all.forEach(
                (name, command) -> {
                    if (!name.equals("cluster")) {
                        root.addSubcommand(name, command.get());
                    }
                });
        return root;
    }

    private static Map<String, Supplier<Object>> commands(Invocation invocation) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("auth", () -> AuthCommands.of(invocation));
        all.put("clusters", () -> ClusterCommands.of(invocation));
        all.put("cluster", () -> ClusterCommands.of(invocation));
        all.put("nodes", () -> new ListAllNodes(invocation));
        all.put("ssh", () -> SshCommand.of(invocation));
        all.put("ping", () -> new PingCommand(invocation));
        all.put("doctor", () -> new DoctorCommand(invocation));
        all.put("forward", () -> new ForwardCommand(invocation));
        all.put("ssh-public-keys", () -> SshKeyCommands.of(invocation));
        all.put("api-keys", () -> ApiKeyCommands.of(invocation));
        all.put("completion", () -> new CompletionCommand(invocation, () -> whole(invocation)));
        all.put("api", () -> new ApiCommand(invocation));
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
