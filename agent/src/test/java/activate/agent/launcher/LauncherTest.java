package activate.agent.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agent.twin.MemoryLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            printf '%s\\0' "$@" >"$RECORDS/words"
            env -0 >"$RECORDS/environment"
            open=$(for each in 0 1 2; do readlink /proc/$$/fd/$each; done)
            echo "$open" >"$RECORDS/open"
            exit 7
            """;

    @TempDir Path directory;

    /** The launcher in a bundle below a folder of this name. */
    private Path bundle(String folder) throws IOException {
        Path home = directory.resolve(folder);
        Path program = home.resolve("bin/activate-agent");
        executable(
                program,
                Files.readString(Path.of("src/main/dist/bin/activate-agent"))
                        .replace("@CLASSPATH@", "$home/lib/a.jar:$home/lib/b.jar"));
        executable(home.resolve("runtime/bin/java"), JAVA);
        return program;
    }

    private static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private int run(Map<String, String> environment, String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
        builder.environment().put("RECORDS", directory.toString());
        builder.environment().putAll(environment);
        Process process =
                builder.redirectErrorStream(true)
                        .redirectOutput(directory.resolve("said").toFile())
                        .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(directory.resolve("said"))).as("nothing is said").isEmpty();
        return process.exitValue();
    }

    private List<String> recorded(String name) throws IOException {
        String text = Files.readString(directory.resolve(name), StandardCharsets.ISO_8859_1);
        return Arrays.asList(text.split("\0", 0));
    }

    private List<String> ownWords() throws IOException {
        List<String> words = recorded("words");
        return words.subList(words.indexOf("activate.agent.Main") + 1, words.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "an agent's",
                "$HOME `id` \"quoted\" \\n",
                "-x *",
                "a/versions/b",
                "new\nline",
                "gr\u00fc\u00df"
            })
    void oddFolderIsNoTrouble(String folder) throws Exception {
        Path program = bundle(folder);

        assertThat(run(Map.of("LC_ALL", "C"), program.toString(), "run", "--state", "a b"))
                .isEqualTo(7);

        String home = latin(directory.resolve(folder));
        assertThat(ownWords()).containsExactly("run", "--state", "a b");
        assertThat(recorded("words"))
                .contains(home + "/lib/a.jar:" + home + "/lib/b.jar")
                .contains("-XX:SharedArchiveFile=" + home + "/lib/start.jsa");
        assertThat(recorded("environment")).contains("ACTIVATE_AGENT_SELF=" + latin(program));
    }

    /** As {@link #recorded} reads it. */
    private static String latin(Path path) {
        return new String(
                path.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void linkAndRelativeNameLeadToTheBundle() throws Exception {
        Path program = bundle("real one");
        Files.createSymbolicLink(directory.resolve("link"), program);

        assertThat(run(Map.of(), "./link", "status")).isEqualTo(7);

        assertThat(recorded("environment")).contains("ACTIVATE_AGENT_SELF=" + program);
        assertThat(ownWords()).containsExactly("status");
    }

    @Test
    void amongVersionsItsNameIsTheOneThatStays() throws Exception {
        Path program = bundle("install/versions/" + "a".repeat(64));
        Path stays = directory.resolve("install/bin/activate-agent");
        executable(stays, "#!/bin/sh\n");

        run(Map.of(), program.toString(), "install");

        assertThat(recorded("environment")).contains("ACTIVATE_AGENT_SELF=" + stays);
    }

    @Test
    void heapFollowsTheControlGroup() throws Exception {
        Path program = bundle("agent");
        try (MemoryLimit limit = new MemoryLimit(96L << 20)) {
            assertThat(heapOf(limit.words(), program)).isEqualTo("-Xmx19m");
            assertThat(heapOf(limit.wordsBelow(), program)).isEqualTo("-Xmx19m");
        }
        run(Map.of(), program.toString(), "run");
        assertThat(recorded("words")).as("where there is no such limit").contains("-Xmx80m");
    }

    private String heapOf(List<String> before, Path program) throws Exception {
        List<String> words = new ArrayList<>(before);
        words.addAll(List.of(program.toString(), "run"));
        run(Map.of(), words.toArray(String[]::new));
        return recorded("words").stream()
                .filter(word -> word.startsWith("-Xmx"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void jvmHasUtf8AndNoOptionsOfOthers() throws Exception {
        Path program = bundle("agent");
        Map<String, String> environment =
                Map.of(
                        "LC_ALL", "POSIX",
                        "LANG", "C",
                        "_JAVA_OPTIONS", "-Dx=y",
                        "JAVA_TOOL_OPTIONS", "-Dx=y",
                        "JDK_JAVA_OPTIONS", "-Dx=y",
                        "CLASSPATH", "/elsewhere",
                        "JAVA_HOME", "/nowhere",
                        "ACTIVATE_AGENT_SELF", "/someone/else's");

        assertThat(run(environment, program.toString(), "status")).isEqualTo(7);

        assertThat(recorded("environment"))
                .contains("LC_ALL=C.UTF-8", "MALLOC_ARENA_MAX=1", "ACTIVATE_AGENT_SELF=" + program)
                .noneMatch(variable -> variable.contains("-Dx=y"));
        assertThat(recorded("words")).contains("-cp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&-", ">&-", "2>&-", "<&- >&- 2>&-"})
    void closedDescriptorIsNotTakenByAFile(String closed) throws Exception {
        Path program = bundle("agent");

        int code = run(Map.of(), "sh", "-c", "exec \"$0\" status " + closed, program.toString());

        assertThat(code).isEqualTo(7);
        assertThat(Files.readAllLines(directory.resolve("open"))).hasSize(3);
    }

    @Test
    void wordsReachTheJvmAsTheyAre() throws Exception {
        Path program = bundle("agent");

        run(Map.of(), program.toString(), "keys", "", "a b", "*", "'\"$x`\\", "a\nb", "--");

        assertThat(ownWords()).containsExactly("keys", "", "a b", "*", "'\"$x`\\", "a\nb", "--");
    }
}
