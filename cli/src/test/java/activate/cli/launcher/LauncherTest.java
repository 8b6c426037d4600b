package activate.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.Eventually;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class LauncherTest {
    @TempDir Path folder;

    private LauncherTwin launcher;

    @BeforeEach
    void make() throws IOException {
        launcher = new LauncherTwin(folder);
    }

    private static List<String> split(@Nullable String words) {
        return words == null || words.isEmpty() ? List.of() : Arrays.asList(words.split(" ", -1));
    }

    /** The words of ssh: those of the plan, with the user's options and his command in between. */
    private static List<String> ssh(@Nullable String options, @Nullable String command) {
        List<String> words = new ArrayList<>(List.of("-o", "A=1"));
        words.addAll(split(options));
        words.addAll(List.of("-o", "B=2", "--", "the host"));
        words.addAll(split(command));
        return words;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // What is typed | what pw is asked | options of ssh | remote command
                "ssh lab | ssh lab | |",
                "ssh lab hostname -f | ssh lab | | hostname -f",
                "ssh lab -- hostname | ssh lab | | hostname",
                "ssh -A lab | ssh lab | -A |",
                "ssh -p 22 lab | ssh lab | -p 22 |",
                "ssh -p22 lab | ssh lab | -p22 |",
                "ssh -oX=Y -o X=Y lab | ssh lab | -oX=Y -o X=Y |",
                "ssh lab -o X=Y -4 true | ssh lab | -o X=Y -4 | true",
                "ssh -NL 1:h:2 lab | ssh lab | -NL 1:h:2 |",
                "ssh -NL1:h:2 lab | ssh lab | -NL1:h:2 |",
                "ssh lab -- -NL 1:h:2 -p22 hostname -f | ssh lab | -NL 1:h:2 -p22 | hostname -f",
                "ssh lab -- -4 -- -x | ssh lab | -4 | -x",
                "ssh -vvv lab | ssh lab | -vvv |",
                "ssh -v lab | ssh -v lab | -v |",
                "ssh -Nq lab | ssh --quiet lab | -Nq |",
                "ssh lab -o LogLevel=quiet id -q | ssh --quiet lab | -o LogLevel=quiet | id -q",
                "ssh -oLogLevel=FATAL lab | ssh --quiet lab | -oLogLevel=FATAL |",
                "ssh -oLogLevel=INFO -bq lab | ssh lab | -oLogLevel=INFO -bq |",
                "ssh -A -- lab -l | ssh lab | -A | -l",
                "ssh -x -oA=b -l ada -s -- lab sftp | ssh lab | -x -oA=b -l ada -s | sftp",
                "ssh ada@lab true | ssh lab | -l ada | true",
                "ssh a@b@lab | ssh lab | -l a@b |",
                "ssh -l x ada@lab | ssh lab | -l ada -l x |",
                "ssh pw://bob/lab | ssh pw://bob/lab | |",
                "ssh pw://b@x/lab | ssh pw://b@x/lab | |",
                "ssh ada@pw://bob/lab ls | ssh pw://bob/lab | -l ada | ls",
                "ssh ssh://ada@lab:2222 ls | ssh lab | -l ada -p 2222 | ls",
                "ssh --login ada lab | ssh lab | -l ada |",
                "ssh --login=ada lab | ssh lab | -l ada |",
                "ssh lab --via tunnel ls -l --via | ssh --via tunnel lab | | ls -l --via",
                "ssh --node=n1 lab | ssh --node=n1 lab | |",
                "ssh lab --node n1 -t top | ssh --node n1 lab | -t | top",
                "ssh lab echo --proxy-command hi | ssh lab | | echo --proxy-command hi",
                "ssh lab -- --proxy-command | ssh lab | | --proxy-command",
                "ssh lab ssh --help | ssh lab | | ssh --help",
                "ssh lab configure | ssh lab | | configure",
                "ssh lab - | ssh lab | | -",
                "ssh -o json lab | ssh -o json lab | |",
                "ssh -W h:22 lab | ssh lab | -W h:22 |",
                "ssh -i k -F /dev/null lab | ssh lab | -i k -F /dev/null |",
                "--context c -v ssh lab ls | --context c -v ssh lab | | ls",
                "--ca-file=f ssh lab | --ca-file=f ssh lab | |",
            })
    void wordsGoToWhomTheyBelong(
            String typed, String asked, @Nullable String options, @Nullable String command)
            throws Exception {
        LauncherTwin.Run run = launcher.run(Map.of(), split(typed));

        assertThat(run.java()).isEqualTo(split(asked));
        assertThat(run.ssh()).isEqualTo(ssh(options, command));
        assertThat(run.code()).isEqualTo(7);
    }

    @Test
    void bytesNewlinesAndEmptyWordsReachSshAsTheyAre() throws Exception {
        List<String> words =
                List.of(
                        "ssh",
                        "-o",
                        "SetEnv=A=\u00ff",
                        "lab",
                        "rm",
                        "\u00ff\u00f6 '\"$x`\\",
                        "",
                        "a\nb",
                        "*",
                        "\u00c3\u00b6");

        LauncherTwin.Run run = launcher.run(Map.of("LC_ALL", "C"), words);

        assertThat(run.ssh().subList(2, 4)).containsExactly("-o", "SetEnv=A=\u00ff");
        assertThat(run.ssh().subList(8, run.ssh().size()))
                .isEqualTo(words.subList(4, words.size()));
        assertThat(run.java()).containsExactly("ssh", "lab");
    }

    @Test
    void thousandsOfWordsAreNoTrouble() throws Exception {
        List<String> words = new ArrayList<>(List.of("ssh", "lab", "rm"));
        for (int i = 0; i < 5_000; i++) {
            words.add("file" + i);
        }

        assertThat(launcher.run(Map.of(), words).ssh()).hasSize(6 + 5_001);
    }

    @Test
    void streamAndOtherCommandsAreTheJvmItself() throws Exception {
        for (String words :
                new String[] {
                    "ssh --proxy-command --context c --via tunnel lab",
                    "ssh lab --proxy-command",
                    "ssh configure --alias x -o json",
                    "clusters ls -o json",
                    "api POST /x -f @u.json",
                    "--version",
                    ""
                }) {
            LauncherTwin.Run run = launcher.run(Map.of("PLAN", ""), split(words));

            assertThat(run.java()).as(words).containsExactlyInAnyOrderElementsOf(split(words));
            assertThat(run.ssh()).as(words).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh @lab",
                "ssh -p",
                "ssh lab -o",
                "ssh -- -x",
                "ssh --proxy-command lab true",
                "ssh --proxy-command -A lab",
                "ssh -A configure"
            })
    void wrongUseIsOneLineAndStartsNothing(String words) throws Exception {
        LauncherTwin.Run run = launcher.run(Map.of(), split(words));

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).matches("pw: [^\n]+\nhint: [^\n]+\n");
        assertThat(run.ssh()).isEmpty();
        assertThat(run.java()).isEmpty();
    }

    @Test
    void whatNeedsNoClusterIsSshs() throws Exception {
        assertThat(launcher.run(Map.of(), List.of("ssh", "-V")).ssh()).containsExactly("-V");
        assertThat(launcher.run(Map.of(), List.of("ssh", "-Q", "cipher")).ssh())
                .containsExactly("-Q", "cipher");
        // The JVM says that there is no cluster.
        assertThat(launcher.run(Map.of("PLAN", ""), List.of("ssh", "", "true")).java())
                .containsExactly("ssh");
    }

    @Test
    void helpIsShownAndAFailureIsPassedOn() throws Exception {
        LauncherTwin.Run help = launcher.run(Map.of("PLAN", "Usage: pw ssh"), split("ssh --help"));

        assertThat(help.out()).isEqualTo("Usage: pw ssh\n");
        assertThat(help.ssh()).isEmpty();
    }

    @Test
    void jvmAloneHasUtf8AndNoOptionsOfOthers() throws Exception {
        Map<String, String> environment =
                Map.of(
                        "LC_ALL", "C",
                        "_JAVA_OPTIONS", "-Dx=y",
                        "JAVA_TOOL_OPTIONS", "-Dx=y",
                        "JDK_JAVA_OPTIONS", "-Dx=y");

        launcher.run(environment, List.of("ssh", "lab"));

        assertThat(launcher.environment("java"))
                .contains("LC_ALL=C.UTF-8")
                .doesNotContain("_JAVA_OPTIONS=-Dx=y", "JAVA_TOOL_OPTIONS=-Dx=y")
                .doesNotContain("JDK_JAVA_OPTIONS=-Dx=y");
        assertThat(launcher.environment("ssh"))
                .contains("LC_ALL=C", "_JAVA_OPTIONS=-Dx=y", "JAVA_TOOL_OPTIONS=-Dx=y")
                .noneMatch(variable -> variable.startsWith("MALLOC_ARENA_MAX="));
    }

    @Test
    void forwardThatIsEndedEndsItsSshAndSaysBySignal() throws Exception {
        Process forward = launcher.forward();
        List<ProcessHandle> ssh = forward.descendants().toList();

        forward.destroy();

        assertThat(forward.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(forward.exitValue()).isEqualTo(143);
        Eventually.holds(
                "ssh ends",
                Duration.ofSeconds(20),
                () -> ssh.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void forwardHasTheWordsOfThePlanAndTheCodeOfSsh() throws Exception {
        LauncherTwin.Run run = launcher.run(Map.of(), split("-v forward -L 1:h:2 lab"));

        assertThat(run.java()).containsExactly("-v", "forward", "-L", "1:h:2", "lab");
        assertThat(run.ssh()).isEqualTo(ssh("", ""));
        assertThat(run.code()).isEqualTo(7);
    }
}
