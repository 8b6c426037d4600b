package activate.embedded.part;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.log.LineStream;
import activate.embedded.log.RotatingLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process with its own session (Ctrl-C in the terminal reaches only the supervisor), a log
 * file, a pid file, and the kernel's promise that it ends with its supervisor.
 */
public final class ChildProcess {

    /**
     * The kernel ends children when the thread that started them ends, not the process: so one
     * thread that lives as long as the process starts them all.
     */
    private static final ExecutorService STARTER =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("child-starter").daemon().factory());

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

    private final Home home;
    private final String name;
    private final RotatingLog log;
    private volatile @Nullable Process process;

    public ChildProcess(Home home, String name) {
        this.home = home;
        this.name = name;
        this.log = RotatingLog.of(home, name);
    }

    /**
     * What to run.
     *
     * @param wrapper commands that run the rest, for example {@code unshare -U}; the promise of the
     *     kernel is asked for inside it, since a change of identity revokes it
     * @param endSignal the signal that the kernel sends when the supervisor dies
     * @param piped whether we write to it; else it reads nothing
     */
    public record Command(
            List<String> wrapper,
            List<String> words,
            Map<String, String> environment,
            Path folder,
            String endSignal,
            boolean piped) {

        public Command(
                List<String> wrapper,
                List<String> words,
                Map<String, String> environment,
                Path folder,
                String endSignal) {
            this(wrapper, words, environment, folder, endSignal, false);
        }

        public Command {
            wrapper = List.copyOf(wrapper);
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
        }

        /** The environment holds passwords. */
        @Override
        public String toString() {
            return "Command[words=" + words + ", environment=" + environment.keySet() + "]";
        }
    }

    public void start(Command command) {
        var builder =
                new ProcessBuilder(wrapped(command))
                        .directory(command.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectInput(
                                command.piped()
                                        ? ProcessBuilder.Redirect.PIPE
                                        : ProcessBuilder.Redirect.from(
                                                Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        try {
            Process started = STARTER.submit(builder::start).get();
            process = started;
            // Through us and not into the file: so the log stays bounded, and a full disk is
            // nothing that the process sees.
            Thread.ofPlatform()
                    .name("log-" + name)
                    .daemon()
                    .start(() -> LineStream.pump(started.getInputStream(), log));
            ProcessIdentity.of(started.pid()).ifPresent(this::note);
        } catch (ExecutionException e) {
            throw new PartFailure(name + " cannot be started: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PartFailure(name + " was interrupted while starting", e);
        }
    }

    public Optional<ProcessIdentity> identity() {
        Process current = process;
        return current == null || !current.isAlive()
                ? Optional.empty()
                : ProcessIdentity.of(current.pid());
    }

    /** Where to write to a piped process; what it does not read any more is lost. */
    public Optional<OutputStream> input() {
        Process current = process;
        return current == null || !current.isAlive()
                ? Optional.empty()
                : Optional.of(current.getOutputStream());
    }

    public boolean awaitEnd(long millis) throws InterruptedException {
        Process current = process;
        return current == null || current.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Of the last run; -1 while it runs or before. */
    public int exitCode() {
        Process current = process;
        return current == null || current.isAlive() ? -1 : current.exitValue();
    }

    /** Asks with {@code signal}, then insists. */
    public void stop(String signal, Duration deadline) {
        Process current = process;
        if (current != null && current.isAlive()) {
            ProcessIdentity.of(current.pid()).ifPresent(identity -> identity.signal(signal));
            try {
                if (!current.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                    current.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                current.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try {
            Files.deleteIfExists(pidFile(home, name));
        } catch (IOException e) {
            LOG.warn("pid file not deleted: part={} reason={}", name, e.toString());
        }
    }

    static Path pidFile(Home home, String name) {
        return home.run().resolve(name + ".pid");
    }

    /** Without the file the process still ends with us, by the kernel's promise. */
    private void note(ProcessIdentity identity) {
        try {
            PrivateFiles.folder(home.run());
            PrivateFiles.write(pidFile(home, name), Orphans.text(home, identity));
        } catch (UncheckedIOException e) {
            LOG.warn("pid file not written: part={} reason={}", name, e.toString());
        }
    }

    private static List<String> wrapped(Command command) {
        List<String> words = new ArrayList<>();
        Programs.find("setsid").ifPresent(words::add);
        words.addAll(command.wrapper());
        Programs.find("setpriv")
                .map(program -> List.of(program, "--pdeathsig", command.endSignal(), "--"))
                .ifPresent(words::addAll);
        words.addAll(command.words());
        return words;
    }
}
