package activate.agent.heartbeat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs a program of the machine with a time limit and a bound on what it may say. */
public final class RunProgram {
    private static final int MOST_OUTPUT = 1024 * 1024;

    private RunProgram() {}

    /** What it printed, or nothing when it is missing, failed or took too long. */
    public static Optional<String> run(Duration limit, String... words) {
        Process process;
        try {
            process =
                    new ProcessBuilder(words)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                            .start();
        } catch (IOException _) {
            return Optional.empty();
        }
        CompletableFuture<String> output = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> read(process, output));
        try {
            String text = output.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            boolean ended = process.waitFor(1, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0 ? Optional.of(text) : Optional.empty();
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static void read(Process process, CompletableFuture<String> output) {
        try (InputStream in = process.getInputStream()) {
            output.complete(new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8));
        } catch (IOException e) {
            output.completeExceptionally(e);
        }
    }
}
