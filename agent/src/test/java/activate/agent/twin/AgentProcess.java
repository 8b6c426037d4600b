package activate.agent.twin;

import activate.testkit.resource.KillProcess;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** `activate-agent run` in a JVM of its own, with the options that the launcher gives it. */
public final class AgentProcess implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;

    /**
     * @param before a program and its words that starts the launcher; none for the launcher itself
     * @param options more of the JVM
     */
    public AgentProcess(
            Path state,
            Path log,
            Map<String, String> environment,
            List<String> before,
            String... options)
            throws IOException {
        this.log = log;
        List<String> words = new ArrayList<>(before);
        words.add(launcher(log.resolveSibling("launcher"), options).toString());
        words.addAll(List.of("run", "--state", state.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    /** The bundle's launcher, with the classes and the runtime of this test. */
    private static Path launcher(Path home, String... options) throws IOException {
        Path program = home.resolve("bin/activate-agent");
        Files.createDirectories(program.getParent());
        Path runtime = home.resolve("runtime");
        Files.deleteIfExists(runtime);
        Files.createSymbolicLink(runtime, Path.of(System.getProperty("java.home")));
        // The bundle's runtime has these modules alone, and an archive of its own classes.
        List<String> more = new ArrayList<>(List.of(options));
        more.addAll(List.of("--limit-modules", "java.base,java.net.http", "activate.agent.Main"));
        Files.writeString(
                program,
                Files.readString(Path.of("src/main/dist/bin/activate-agent"))
                        .replace("-XX:SharedArchiveFile=\"$home/lib/start.jsa\"", "")
                        .replace("@CLASSPATH@", System.getProperty("java.class.path"))
                        .replace("activate.agent.Main", String.join(" ", more)));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    public static AgentProcess start(Path state, Path log) throws IOException {
        return new AgentProcess(state, log, Map.of(), List.of());
    }

    public Process process() {
        return process;
    }

    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException _) {
            return "";
        }
    }

    public void awaitLog(String text) {
        Eventually.passes(
                "log",
                SOON,
                () -> {
                    if (!log().contains(text)) {
                        throw new AssertionError("no \"" + text + "\" in:\n" + log());
                    }
                });
    }

    /** Sends a signal by its name. */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** The exit code, once it has ended. */
    public int code() throws InterruptedException {
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still runs:\n" + log());
        }
        return process.exitValue();
    }

    /** Processor time used up to now. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() {
        KillProcess.withDescendants(process);
    }
}
