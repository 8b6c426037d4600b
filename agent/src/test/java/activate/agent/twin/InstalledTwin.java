package activate.agent.twin;

import activate.testkit.resource.KillProcess;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What install.sh leaves: the real start script above versions that are scripts. */
public final class InstalledTwin implements AutoCloseable {
    public static final String OLD = "a".repeat(64);
    public static final String NEW = "b".repeat(64);
    public static final Duration SOON = Duration.ofSeconds(30);

    private static final String VERSION =
            """
            #!/bin/sh
            if [ "$1" != run ]; then
              [ "$1" = --version ] || printf '%%s\\0' "$@"
              exit %2$s
            fi
            state=$3
            say() {
              printf '{"connected":%%s,"detail":"","since":"","pid":%%s,"supervisor":"%%s"}\\n' "$1" $$ "$ACTIVATE_AGENT_SUPERVISOR" >"$state/status.new"
              mv "$state/status.new" "$state/status.json"
            }
            trap 'exit 143' TERM
            echo %1$s >>"$state/started"
            case %1$s in
              links) say true ;;
              silent) say false ;;
              ends) exit 9 ;;
              revoked) exit 77 ;;
              flaps) say true; sleep 2; exit 1 ;;
              stubborn) say false; trap '' TERM ;;
            esac
            while :; do sleep 0.1; done
            """;

    private final Path root;
    private final Path state;
    private final List<Process> started = new ArrayList<>();

    public InstalledTwin(Path root, Path state) throws IOException {
        this.root = root;
        this.state = Files.createDirectories(state);
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("versions"));
        Files.copy(
                Path.of("src/main/dist/start.sh"),
                program(),
                StandardCopyOption.COPY_ATTRIBUTES,
                StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public Path program() {
        return root.resolve("bin/activate-agent");
    }

    public Path root() {
        return root;
    }

    /** The program of a version whose `run` does what the manner says, and ends so for others. */
    public static String script(String manner, int code) {
        return VERSION.formatted(manner, code);
    }

    public void add(String version, String manner) throws IOException {
        Path bin = Files.createDirectories(root.resolve("versions").resolve(version + "/bin"));
        Path program = Files.writeString(bin.resolve("activate-agent"), script(manner, 0));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Writes one of the files by which a version is chosen. */
    public void name(String file, String version) throws IOException {
        Files.writeString(root.resolve(file), version + "\n");
    }

    /** Its first line, or nothing. */
    public String named(String file) {
        try {
            Path path = root.resolve(file);
            return Files.exists(path) ? Files.readAllLines(path).getFirst() : "";
        } catch (IOException _) {
            // Renamed at this moment.
            return "";
        }
    }

    /** Starts `run` with trials of so many seconds; the log goes to {@link #log}. */
    public Process run(int trialSeconds) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(program().toString(), "run", "--state", state.toString());
        builder.environment().put("ACTIVATE_AGENT_TRIAL_SECONDS", Integer.toString(trialSeconds));
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(state.resolve("log").toFile()))
                        .start();
        started.add(process);
        return process;
    }

    public String log() throws IOException {
        return Files.readString(state.resolve("log"));
    }

    /** The manners of the versions that were started, in order. */
    public List<String> starts() {
        try {
            Path file = state.resolve("started");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException _) {
            return List.of();
        }
    }

    public void awaitStarts(String... manners) {
        Eventually.holds(
                "versions that were started: " + List.of(manners),
                SOON,
                () -> starts().equals(List.of(manners)));
    }

    @Override
    public void close() {
        started.forEach(KillProcess::withDescendants);
    }
}
