package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.part.Orphans;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.platform.HomeLock;
import activate.standalone.platform.RunningSupervisor;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything in order. */
@Command(name = "down", description = "Stops the platform.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration DEADLINE = Duration.ofSeconds(100);

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        down(Activate.settings().home(), spec.commandLine().getErr());
        return 0;
    }

    /** Returns when no process of this home is left. */
    static void down(Home home, PrintWriter err) throws InterruptedException {
        Optional<ProcessIdentity> supervisor = RunningSupervisor.of(home);
        boolean ran = supervisor.isPresent();
        if (ran) {
            err.println("activate: stopping, pid " + supervisor.get().pid());
            err.flush();
            List<ProcessIdentity> one = List.of(supervisor.get());
            if (!ProcessIdentity.end(one, "TERM", DEADLINE)) {
                ProcessIdentity.end(one, "KILL", DEADLINE);
            }
        }
        if (Files.exists(home.run())) {
            try (HomeLock lock = HomeLock.take(home).orElse(null)) {
                ran |= lock != null && Orphans.end(home) > 0;
            }
        }
        err.println(ran ? "activate: stopped" : "activate: not running");
    }
}
