package activate.standalone.command;

import activate.standalone.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
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
@Command(name = "logs", description = "Prints the logs of one part, or of all.")
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
        List<RandomAccessFile> open = new ArrayList<>();
        try {
            for (Path file : files) {
                var log = new RandomAccessFile(file.toFile(), "r");
                open.add(log);
                log.seek(Math.max(0, log.length() - (name == null ? TAIL_BYTES / 8 : TAIL_BYTES)));
                if (log.getFilePointer() > 0) {
                    log.readLine();
                }
                copy(log, file, out);
            }
            var pause = new CountDownLatch(1);
            while (follow && !pause.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                for (int i = 0; i < open.size(); i++) {
                    copy(open.get(i), files.get(i), out);
                }
            }
        } finally {
            for (RandomAccessFile log : open) {
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

    private void copy(RandomAccessFile log, Path file, PrintWriter out) throws IOException {
        if (log.length() < log.getFilePointer()) {
            log.seek(0);
        }
        byte[] fresh =
                new byte
                        [(int)
                                Math.min(
                                        log.length() - log.getFilePointer(),
                                        Integer.MAX_VALUE >> 4)];
        if (fresh.length == 0) {
            return;
        }
        log.readFully(fresh);
        if (name == null) {
            out.println("==> " + file.getFileName() + " <==");
        }
        out.print(new String(fresh, StandardCharsets.UTF_8));
        out.flush();
    }
}
