package activate.embedded.part;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the machine, also in the folders that ordinary users lack in their PATH. */
public final class Programs {

    private static final String SYSTEM =
            ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private Programs() {}

    public static Optional<String> find(String name) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "") + SYSTEM;
        return Stream.of(path.split(":", -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isExecutable(file) && !Files.isDirectory(file))
                .map(Path::toString)
                .findFirst();
    }

    /**
     * Runs a program to its end.
     *
     * @param input what it reads
     * @param deadline after which it is ended by force
     * @return whether it succeeded in time
     */
    public static boolean succeeds(ProcessBuilder program, String input, Duration deadline)
            throws IOException, InterruptedException {
        Process process = program.redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        boolean hasEnded = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        return hasEnded && process.exitValue() == 0;
    }
}
