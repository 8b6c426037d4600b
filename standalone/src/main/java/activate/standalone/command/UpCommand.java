package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.part.Orphans;
import activate.embedded.part.PartFailure;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.doctor.Preflight;
import activate.standalone.platform.HomeKeeper;
import activate.standalone.platform.HomeLock;
import activate.standalone.platform.LocalPlatform;
import activate.standalone.platform.Progress;
import activate.standalone.platform.RunningSupervisor;
import activate.standalone.platform.StatusFile;
import activate.standalone.sandbox.Sandbox;
import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts everything and stays until it is told to stop. */
@Command(
        name = "up",
        description = "Starts the platform and stays in the foreground.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    @Option(
            names = "--detach",
            description = "Return when the platform is ready, and leave it running.")
    boolean detach;

    @Option(names = "--no-demo", description = "Start no demo cluster.")
    boolean noDemo;

    @Option(
            names = "--without",
            paramLabel = "SERVICE",
            description = "Leave a service out, to run it yourself.")
    List<String> without = List.of();

    @Spec CommandSpec spec;

    private final InstantSource clock = Clock.systemUTC();

    @Override
    public Integer call() throws InterruptedException, IOException {
        Settings settings = Activate.settings();
        Set<Service> left = without();
        Home home = settings.home();
        if (RunningSupervisor.of(home).isPresent()) {
            return alreadyRunning(settings);
        }
        new Preflight(settings).run();
        home.prepare();
        if (detach) {
            return new DetachedUp(
                            settings, spec.commandLine().getOut(), spec.commandLine().getErr())
                    .run(noDemo, left);
        }
        Optional<HomeLock> lock = HomeLock.take(home);
        if (lock.isEmpty()) {
            return alreadyRunning(settings);
        }
        try (HomeLock held = lock.get()) {
            // With its lock file deleted, another one runs on without being in our way there.
            if (RunningSupervisor.of(home).isPresent()) {
                return alreadyRunning(settings);
            }
            return foreground(settings, left, held);
        }
    }

    private int foreground(Settings settings, Set<Service> left, HomeLock lock)
            throws InterruptedException {
        Home home = settings.home();
        SupervisorLogs.open(home);
        DetachedUp.adoptConsole(home);
        Orphans.end(home);
        DoubleSupplier elapsed = elapsed();
        boolean demo = !noDemo && Sandbox.isBuilt(settings);
        if (!noDemo && !demo) {
            System.err.println("activate: the agent is not built, so there is no demo cluster");
        }
        var platform =
                new LocalPlatform(settings, left, demo, clock, new Progress(System.err, elapsed));
        var stop = new CountDownLatch(1);
        Thread starter = Thread.currentThread();
        // The interrupt ends a start that is still under way.
        TerminationSignals.handle(
                () -> {
                    stop.countDown();
                    starter.interrupt();
                });
        try (var keeper = new HomeKeeper(home, lock, platform::keepStatus)) {
            keeper.start();
            platform.start(elapsed);
            Summary.print(spec.commandLine().getOut(), settings, elapsed.getAsDouble());
            stop.await();
            return 0;
        } catch (InterruptedException e) {
            return 0;
        } catch (PartFailure e) {
            System.err.println("activate: " + e.getMessage() + " (logs: " + home.logs() + ")");
            return Activate.FAILED;
        } finally {
            stopUndisturbed(platform);
        }
    }

    /**
     * On a thread that no signal interrupts: a second Ctrl-C must not cut the orderly stop short.
     */
    private static void stopUndisturbed(LocalPlatform platform) {
        CompletableFuture.runAsync(
                        platform::stop, task -> Thread.ofPlatform().name("stop").start(task))
                .join();
    }

    /** Not the fault of whoever asks once more: the platform is there, or will be. */
    private int alreadyRunning(Settings settings) {
        var err = spec.commandLine().getErr();
        Optional<ProcessIdentity> supervisor = RunningSupervisor.of(settings.home());
        if (supervisor.isEmpty()) {
            err.println(
                    "activate: another start or stop is under way in " + settings.home().root());
            return 0;
        }
        Optional<Double> seconds = new StatusFile(settings.home()).read(supervisor.get()).seconds();
        err.println(
                "activate: already "
                        + (seconds.isPresent() ? "running" : "starting")
                        + ", pid "
                        + supervisor.get().pid());
        seconds.ifPresent(took -> Summary.print(spec.commandLine().getOut(), settings, took));
        return 0;
    }

    private Set<Service> without() {
        Set<Service> left = EnumSet.noneOf(Service.class);
        for (String name : without) {
            left.add(Service.of(name).orElseThrow(() -> noService(name)));
        }
        return left;
    }

    private ParameterException noService(String name) {
        return new ParameterException(
                spec.commandLine(), "--without: no service is called " + name);
    }

    /**
     * Seconds since the person pressed return, building included, where the script says when that
     * was.
     */
    private DoubleSupplier elapsed() {
        long began =
                Activate.settings()
                        .value("ACTIVATE_BEGAN_MILLIS")
                        .map(Long::parseLong)
                        .orElseGet(clock::millis);
        return () -> (clock.millis() - began) / 1000.0;
    }
}
