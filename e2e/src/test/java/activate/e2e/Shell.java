package activate.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs with a deadline. */
final class Shell {
    private final List<String> prefix;
    private final Map<String, String> environment;
    private final Path folder;

    /** What a program left behind. */
    record Result(int code, String out, String err) {
        Result ok() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + "\n" + out + "\n" + err);
            }
            return this;
        }
    }

    Shell(List<String> prefix, Map<String, String> environment, Path folder) {
        this.prefix = List.copyOf(prefix);
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    Shell with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(environment);
        more.put(name, value);
        return new Shell(prefix, more, folder);
    }

    Result run(Duration deadline, String... words) {
        return run(deadline, new byte[0], words);
    }

    /** Runs {@code words} with {@code input} on standard input. */
    Result run(Duration deadline, byte[] input, String... words) {
        Process process = start(words);
        try (OutputStream in = process.getOutputStream()) {
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            Thread.startVirtualThread(() -> write(in, input));
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(
                        "not within "
                                + deadline
                                + ": "
                                + String.join(" ", words)
                                + "\n"
                                + err.get());
            }
            return new Result(process.exitValue(), out.get(), err.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a program that goes on; the caller ends it. */
    Process start(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream in, byte[] input) {
        try (in) {
            in.write(input);
        } catch (IOException _) {
            // The program did not want all of it.
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }
}
