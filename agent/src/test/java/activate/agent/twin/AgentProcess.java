package activate.agent.twin;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** `activate-agent run` in a JVM of its own, with the options that the launcher gives it. */
public final class AgentProcess implements AutoCloseable {
    public static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern OPTION = Pattern.compile("(?:^| )'?(-[XD][^ ']+(?: %[^']*)?)'?");

    private final Process process;
    private final Path log;

    /**
     * @param before a program and its words that starts the JVM; none for the JVM itself
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
        words.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
        words.addAll(launcherOptions());
        words.addAll(List.of(options));
        // As in the bundle, whose runtime has no more: another log, and less memory.
        words.addAll(List.of("--limit-modules", "java.base,java.net.http"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        words.addAll(List.of("activate.agent.Main", "run", "--state", state.toString()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
    }

    public static AgentProcess start(Path state, Path log) throws IOException {
        return new AgentProcess(state, log, Map.of(), List.of());
    }

    /** All but those of the bundle's own class archive. */
    static List<String> launcherOptions() throws IOException {
        List<String> options = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("src/main/dist/bin/activate-agent"))) {
            String text = line.strip();
            Matcher option = OPTION.matcher(text);
            while ((text.startsWith("-") || text.startsWith("'-") || text.startsWith("exec "))
                    && option.find()) {
                String found = option.group(1);
                if (!found.contains("$home") && !found.startsWith("-XX:ArchiveRelocationMode")) {
                    options.add(found);
                }
            }
        }
        return options;
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
        process.destroyForcibly();
    }
}
