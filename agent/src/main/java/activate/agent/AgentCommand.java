package activate.agent;

import activate.agent.state.AgentFailure;
import activate.agent.state.AgentVersion;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command and how every command of the agent ends. */
@Command(
        name = "activate-agent",
        description = "Connects this machine to the platform.",
        mixinStandardHelpOptions = true,
        version = "activate-agent " + AgentVersion.TEXT)
public final class AgentCommand {
    private AgentCommand() {}

    /** Runs one command line and gives its exit code. */
    public static int run(Console console, String... words) {
        CommandLine root =
                new CommandLine(new AgentCommand())
                        .addSubcommand(new EnrolCommand(console))
                        .addSubcommand(new RunCommand(console))
                        .addSubcommand(new StatusCommand(console))
                        .addSubcommand(new DoctorCommand(console))
                        .addSubcommand(new InstallCommand(console))
                        .addSubcommand(new UpgradeCommand(console))
                        .addSubcommand(new UninstallCommand(console))
                        .addSubcommand(new KeysCommand(console));
        root.setExecutionExceptionHandler((failure, _, _) -> show(console.err(), failure));
        root.setParameterExceptionHandler((failure, _) -> showUsage(console.err(), failure));
        return root.execute(words);
    }

    private static int show(PrintStream err, Exception failure) {
        if (failure instanceof AgentFailure known) {
            err.println("activate-agent: " + known.getMessage());
            if (!known.hint().isEmpty()) {
                err.println("hint: " + known.hint());
            }
            return known.code().number();
        }
        err.println("activate-agent: unexpected: " + failure);
        return AgentFailure.Code.FAILED.number();
    }

    private static int showUsage(PrintStream err, CommandLine.ParameterException failure) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        err.println(
                "activate-agent: "
                        + String.valueOf(failure.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("wrong usage"));
        err.println("hint: see: " + command + " --help");
        return AgentFailure.Code.USAGE.number();
    }
}
