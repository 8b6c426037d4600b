package activate.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The launcher in a bundle whose JVM and whose ssh write down their words and end. */
final class LauncherTwin {
    private static final String RECORD =
            """
            #!/bin/sh
            printf '%%s\\0' "$@" >"$RECORDS/%s"
            env -0 >"$RECORDS/%s.env"
            %s
            """;

    private final Path folder;
    private final Path program;

    /** What was started with which words; nothing where it was not started. */
    record Run(int code, List<String> java, List<String> ssh, String out, String err) {}

    LauncherTwin(Path folder) throws IOException {
        this.folder = folder;
        this.program = folder.resolve("bundle/bin/pw");
        String script =
                Files.readString(Path.of("src/main/dist/bin/pw"))
                        .replace("@CLASSPATH@", "$home/lib/pw.jar");
        executable(program, script);
        executable(
                folder.resolve("bundle/runtime/bin/java"),
                RECORD.formatted(
                        "java", "java", "[ -z \"${PLAN:-}\" ] || printf '%s\\n' \"$PLAN\""));
        executable(
                folder.resolve("bin/ssh"),
                RECORD.formatted("ssh", "ssh", "[ -z \"${STAYS:-}\" ] || exec sleep 60; exit 7"));
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /** Runs the launcher by a shell; each word may hold any byte, written as Latin-1. */
    Run run(Map<String, String> environment, List<String> words) throws Exception {
        Files.deleteIfExists(folder.resolve("java"));
        Files.deleteIfExists(folder.resolve("ssh"));
        StringBuilder script = new StringBuilder("exec '" + program + "'");
        for (String word : words) {
            script.append(" '").append(word.replace("'", "'\\''")).append('\'');
        }
        Path file = folder.resolve("run.sh");
        Files.write(file, script.toString().getBytes(StandardCharsets.ISO_8859_1));
        ProcessBuilder builder = new ProcessBuilder("sh", file.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("RECORDS", folder.toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("PW_"));
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().put("HOME", home().toString());
        builder.environment().put("SSH_AUTH_SOCK", "");
        builder.environment()
                .put("PLAN", "first=''\\''-o'\\'' A=1'\nlast='-o B=2 -- '\\''the host'\\'''");
        builder.environment().putAll(environment);
        Process process =
                builder.redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(folder.resolve("out").toFile())
                        .redirectError(folder.resolve("err").toFile())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                own(recorded("java")),
                recorded("ssh"),
                Files.readString(folder.resolve("out")),
                Files.readString(folder.resolve("err"), StandardCharsets.ISO_8859_1));
    }

    /** The user's home. */
    Path home() {
        return folder.resolve("home");
    }

    /** A login, and what the JVM answered at some time for a cluster and kept. */
    void keep(String cluster, Instant at) throws IOException {
        Path credentials = home().resolve(".config/pw/credentials");
        Path plan = home().resolve(".config/pw/ssh/plans").resolve(cluster);
        Files.createDirectories(plan.getParent());
        Files.writeString(credentials, "{}");
        Files.writeString(
                plan,
                """
                first='-o '\\''K=e p'\\'''
                last='-- kept'
                kept_at=%d
                kept_cluster=%s
                kept_self='%s'
                kept_agent=''
                """
                        .formatted(at.getEpochSecond(), cluster, program));
        Files.setLastModifiedTime(plan, Files.getLastModifiedTime(credentials));
    }

    /** Starts `pw forward`, whose ssh stays until it is ended. */
    Process forward() throws IOException {
        Files.deleteIfExists(folder.resolve("ssh.env"));
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "forward", "-L", "1:h:2");
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("RECORDS", folder.toString());
        builder.environment().put("STAYS", "yes");
        builder.environment().put("PLAN", "first=-N\nlast='-- lab'");
        Process process = builder.start();
        Eventually.holds(
                "ssh runs", Duration.ofSeconds(20), () -> environment("ssh").contains("STAYS=yes"));
        return process;
    }

    /** The variables that the JVM or ssh was given. */
    List<String> environment(String program) throws IOException {
        return recorded(program + ".env");
    }

    private List<String> recorded(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            return List.of();
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        List<String> words = new ArrayList<>(Arrays.asList(text.split("\0", -1)));
        words.removeLast();
        return words;
    }

    /** The words behind those of the JVM itself. */
    private static List<String> own(List<String> java) {
        return java.subList(java.indexOf("activate.cli.Main") + 1, java.size());
    }
}
