package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.part.Orphans;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.platform.HomeLock;
import activate.standalone.platform.RunningSupervisor;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Stops everything in order. */
@Command(name = "down", description = "Stops the platform.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {

    private static final Duration DEADLINE = Duration.ofSeconds(100);
    private static final long POLL_MILLIS = 100;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        down(Activate.settings().home(), spec.commandLine().getErr());
        return 0;
    }

    /** Returns when no process of this home is left. */
    static void down(Home home, PrintWriter err) throws InterruptedException {
        Optional<ProcessIdentity> supervisor = RunningSupervisor.of(home);
        if (supervisor.isEmpty() && !Files.exists(home.run())) {
            err.println("activate: not running");
            return;
        }
        if (supervisor.isPresent()) {
            err.println("activate: stopping, pid " + supervisor.get().pid());
            err.flush();
            supervisor.get().signal("TERM");
            awaitEnd(supervisor.get());
        }
        if (!Files.exists(home.run())) {
            err.println("activate: stopped");
            return;
        }
        try (HomeLock lock = HomeLock.take(home).orElse(null)) {
            int orphans = lock == null ? 0 : Orphans.end(home, Clock.systemUTC());
            err.println(
                    supervisor.isPresent() || orphans > 0
                            ? "activate: stopped"
                            : "activate: not running");
        }
    }

    private static void awaitEnd(ProcessIdentity supervisor) throws InterruptedException {
        Instant deadline = Instant.now().plus(DEADLINE);
        var pause = new CountDownLatch(1);
        while (supervisor.isAlive()) {
            if (Instant.now().isAfter(deadline)) {
                supervisor.signal("KILL");
            }
            pause.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
