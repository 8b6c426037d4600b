package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.testkit.resource.KillProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A user with a home of his own and `pw` as it is installed, over the classes of the test. */
public final class UserMachine {
    private final Path home;
    private final Map<String, String> environment;

    /** Installs it in a folder of the home. */
    public UserMachine(Path home, Map<String, String> environment) throws IOException {
        this.home = home;
        this.environment = new HashMap<>(environment);
        this.environment.putIfAbsent("HOME", home.toString());
        // Whoever runs the tests may have an agent.
        this.environment.putIfAbsent("SSH_AUTH_SOCK", "");
        this.environment.put("PW_SELF", install().toString());
    }

    private Path install() throws IOException {
        Path bundle = home.resolve("bin with space");
        Path program = bundle.resolve("bin/pw");
        Files.createDirectories(program.getParent());
        Files.writeString(
                program,
                Files.readString(Path.of("src/main/dist/bin/pw"))
                        .replace("@CLASSPATH@", System.getProperty("java.class.path")));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Path java = bundle.resolve("runtime/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(
                java,
                "#!/bin/sh\n[ -z \"${STARTS:-}\" ] || echo \"$*\" >>\"$STARTS\"\nexec '%s/bin/java' \"$@\"\n"
                        .formatted(System.getProperty("java.home")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    /** The same user with another variable. */
    public UserMachine with(String name, String value) throws IOException {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new UserMachine(home, more);
    }

    /** For commands that need no process of their own. */
    PwRun.User user() {
        return new PwRun.User(home, environment);
    }

    /** Starts a program of the user as from his shell; what it says goes to files. */
    Process start(Path out, Path err, String... words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder.redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
    }

    /** Runs a program of the user and waits for its end. */
    public PwRun shell(String... words) throws Exception {
        Path out = Files.createTempFile("out", "");
        Path err = Files.createTempFile("err", "");
        try {
            Process process = start(out, err, words);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                KillProcess.withDescendants(process);
                throw new AssertionError("not in time: " + Files.readString(err));
            }
            return new PwRun(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.ISO_8859_1),
                    Files.readString(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** What a ProxyCommand says to this program, where it is in the form that is read quickly. */
    static Optional<StreamWords> stream(String proxyCommand) throws IOException {
        // As ssh has it done, but with what prints the words.
        Process shell =
                new ProcessBuilder("sh", "-c", "printf '%s\\n' " + proxyCommand)
                        .redirectErrorStream(true)
                        .start();
        List<String> words =
                new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        int own = words.indexOf("ssh");
        return StreamWords.read(words.subList(own, words.size()).toArray(String[]::new));
    }

    /** Runs `pw` by its launcher. */
    PwRun pw(String... words) throws Exception {
        return shell(words(words));
    }

    String[] words(String... words) {
        List<String> all = new ArrayList<>(List.of(environment.getOrDefault("PW_SELF", "")));
        all.addAll(List.of(words));
        assertThat(all.getFirst()).isNotEmpty();
        return all.toArray(String[]::new);
    }
}
