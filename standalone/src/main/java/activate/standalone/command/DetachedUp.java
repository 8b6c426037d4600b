package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.home.RandomWords;
import activate.embedded.part.ProcessIdentity;
import activate.embedded.part.Programs;
import activate.standalone.platform.StatusFile;
import activate.standalone.service.Service;
import activate.standalone.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the supervisor as a process of its own session and waits until it is ready or has given
 * up.
 */
final class DetachedUp {

    private static final Logger LOG = LoggerFactory.getLogger(DetachedUp.class);
    private static final String CONSOLE = "activate.console";
    private static final long POLL_MILLIS = 200;

    private final Settings settings;
    private final PrintWriter out;
    private final PrintWriter err;

    DetachedUp(Settings settings, PrintWriter out, PrintWriter err) {
        this.settings = settings;
        this.out = out;
        this.err = err;
    }

    int run(boolean noDemo, Set<Service> without) throws InterruptedException {
        Home home = settings.home();
        // Of this attempt alone: of several at the same time one becomes the supervisor.
        Path console = home.run().resolve("up." + RandomWords.hex(4) + ".log");
        PrivateFiles.write(console, "");
        // Open before anybody writes: the supervisor moves the file.
        try (var progress = new RandomAccessFile(console.toFile(), "r")) {
            Process supervisor =
                    new ProcessBuilder(command(noDemo, without, console))
                            .redirectErrorStream(true)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(console.toFile()))
                            .start();
            return follow(supervisor, console, progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In the supervisor: its console is the platform's from now on. */
    static void adoptConsole(Home home) {
        String console = System.getProperty(CONSOLE, "");
        if (!console.isEmpty()) {
            try {
                Files.move(
                        Path.of(console),
                        home.logs().resolve("up.log"),
                        StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                LOG.warn("console not moved: file={} reason={}", console, e.toString());
            }
        }
    }

    private int follow(Process supervisor, Path console, RandomAccessFile progress)
            throws IOException, InterruptedException {
        var status = new StatusFile(settings.home());
        while (true) {
            boolean ended = supervisor.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            Optional<Double> seconds =
                    ProcessIdentity.of(supervisor.pid())
                            .map(status::read)
                            .flatMap(StatusFile.Running::seconds);
            copy(progress);
            if (ended) {
                Files.deleteIfExists(console);
                return supervisor.exitValue() == 0 ? 0 : Activate.FAILED;
            }
            if (seconds.isPresent()) {
                Summary.print(out, settings, seconds.get());
                return 0;
            }
        }
    }

    /** The supervisor's own summary is not progress; ours follows. */
    private void copy(RandomAccessFile progress) throws IOException {
        byte[] fresh = new byte[(int) (progress.length() - progress.getFilePointer())];
        progress.readFully(fresh);
        new String(fresh, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("[") || isMessage(line))
                .forEach(err::println);
        err.flush();
    }

    private static boolean isMessage(String line) {
        return line.startsWith("activate: ") && !line.contains(": ready in");
    }

    private static List<String> command(boolean noDemo, Set<Service> without, Path console) {
        List<String> words = new ArrayList<>();
        Programs.find("setsid").ifPresent(words::add);
        words.add(ProcessHandle.current().info().command().orElse("java"));
        words.addAll(java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
        words.add("-D" + CONSOLE + "=" + console);
        words.add("-cp");
        words.add(System.getProperty("java.class.path"));
        words.add(Activate.class.getName());
        words.add("up");
        if (noDemo) {
            words.add("--no-demo");
        }
        for (Service service : without) {
            words.add("--without");
            words.add(service.part());
        }
        return words;
    }
}
