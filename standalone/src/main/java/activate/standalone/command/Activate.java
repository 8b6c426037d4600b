package activate.standalone.command;

import activate.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The platform on one machine. */
@Command(
        name = "activate",
        description = "Runs the whole platform on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            ResetCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DoctorCommand.class
        })
public final class Activate implements Callable<Integer> {

    static final int FAILED = 1;

    @Spec CommandSpec spec;

    Activate() {}

    /** No command at all. */
    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    public static void main(String[] arguments) {
        System.setProperty("java.util.logging.manager", SupervisorLogs.class.getName());
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Activate())
                .setExecutionExceptionHandler(
                        (failure, line, _) -> {
                            line.getErr().println("activate: " + Explanation.of(failure));
                            return FAILED;
                        });
    }

    /** The script names the checkout; without it the current folder is one. */
    static Settings settings() {
        String checkout = System.getProperty("activate.checkout", "");
        return new Settings(Path.of(checkout).toAbsolutePath(), System.getenv());
    }
}
