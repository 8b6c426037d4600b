package activate.cli.openssh;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The other programs of OpenSSH, which are given no input and a deadline. */
public final class Tool {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final int KILLED = 128 + 9;
    private static final int MOST_BYTES = 1 << 20;
    private static final ProcessBuilder.Redirect NOTHING =
            ProcessBuilder.Redirect.from(new File("/dev/null"));

    private Tool() {}

    /** How a program ended and what it said. */
    public record Outcome(int code, List<String> lines) {
        /** Whether it ended by itself. */
        public boolean isInTime() {
            return code != KILLED;
        }
    }

    /**
     * Runs a program.
     *
     * @param environment variables beside those of this process
     * @param withErrors whether what it says on standard error counts too
     * @throws IOException when there is no such program
     */
    public static Outcome run(
            Map<String, String> environment, boolean withErrors, List<String> words)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectInput(NOTHING).redirectErrorStream(withErrors);
        if (!withErrors) {
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        Thread.ofVirtual().start(() -> endInTime(process));
        try {
            byte[] out = process.getInputStream().readNBytes(MOST_BYTES);
            return new Outcome(
                    process.waitFor(), new String(out, StandardCharsets.UTF_8).lines().toList());
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What a program says on standard output; nothing when it fails or is not there. */
    public static List<String> ask(Map<String, String> environment, List<String> words) {
        try {
            Outcome outcome = run(environment, false, words);
            return outcome.code() == 0 ? outcome.lines() : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static void endInTime(Process process) {
        try {
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
