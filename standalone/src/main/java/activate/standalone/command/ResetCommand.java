package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Stops everything and deletes the data. */
@Command(
        name = "reset",
        description = "Stops the platform and deletes its data.",
        mixinStandardHelpOptions = true)
final class ResetCommand implements Callable<Integer> {

    private static final int USAGE = 2;

    @Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = Activate.settings().home();
        var err = spec.commandLine().getErr();
        if (!Files.exists(home.root())) {
            err.println("activate: nothing to delete");
            return 0;
        }
        if (!Files.isDirectory(home.root().resolve("secrets"))) {
            err.println(
                    "activate: "
                            + home.root()
                            + " was not made by this program, nothing is deleted");
            return Activate.FAILED;
        }
        if (!yes && !confirmed(home.root())) {
            err.println("activate: nothing is deleted (say --yes)");
            return USAGE;
        }
        DownCommand.down(home, err);
        PrivateFiles.delete(home.root());
        err.println("activate: deleted " + home.root());
        return 0;
    }

    private boolean confirmed(Path root) throws IOException {
        spec.commandLine().getErr().print("Delete all data in " + root + "? [y/N] ");
        spec.commandLine().getErr().flush();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return "y".equalsIgnoreCase(in.readLine());
    }
}
