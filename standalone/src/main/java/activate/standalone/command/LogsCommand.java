package activate.standalone.command;

import activate.embedded.home.Home;
import activate.embedded.log.LogFollower;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the end of the logs. */
@Command(
        name = "logs",
        description = "Prints the logs of one part, or of all.",
        mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {

    private static final long POLL_MILLIS = 250;
    private static final int TAIL_BYTES = 32 << 10;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "A part, or supervisor.")
    @Nullable String name;

    @Option(names = "-f", description = "Go on with what is written from now on.")
    boolean follow;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Home home = Activate.settings().home();
        List<Path> files = files(home);
        if (files.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("activate: no log" + (name == null ? "s" : " of " + name));
            return Activate.FAILED;
        }
        PrintWriter out = spec.commandLine().getOut();
        List<LogFollower> open = new ArrayList<>();
        try {
            for (Path file : files) {
                var log = new LogFollower(file, name == null ? TAIL_BYTES / 8 : TAIL_BYTES);
                open.add(log);
                print(log, file, out);
            }
            var pause = new CountDownLatch(1);
            while (follow && !pause.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                for (int i = 0; i < open.size(); i++) {
                    print(open.get(i), files.get(i), out);
                }
            }
        } finally {
            for (LogFollower log : open) {
                log.close();
            }
        }
        return 0;
    }

    private List<Path> files(Home home) throws IOException {
        if (name != null) {
            Path file = home.log(name);
            return file.equals(home.logs().resolve(file.getFileName())) && Files.exists(file)
                    ? List.of(file)
                    : List.of();
        }
        if (!Files.isDirectory(home.logs())) {
            return List.of();
        }
        try (Stream<Path> logs = Files.list(home.logs())) {
            return logs.filter(file -> file.toString().endsWith(".log")).sorted().toList();
        }
    }

    private void print(LogFollower log, Path file, PrintWriter out) throws IOException {
        String lines = log.lines();
        if (lines.isEmpty()) {
            return;
        }
        if (name == null) {
            out.println("==> " + file.getFileName() + " <==");
        }
        out.print(lines);
        out.flush();
    }
}
