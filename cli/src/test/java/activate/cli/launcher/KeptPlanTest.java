package activate.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the JVM answered just now is taken again, but only where the answer would be the same. */
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class KeptPlanTest {
    @TempDir Path folder;

    private LauncherTwin launcher;

    @BeforeEach
    void make() throws IOException {
        launcher = new LauncherTwin(folder);
    }

    private static List<String> split(String words) {
        return List.of(words.split(" ", -1));
    }

    private void assertAsked(Map<String, String> environment, String words) throws Exception {
        LauncherTwin.Run run = launcher.run(environment, split(words));

        assertThat(run.java()).as(words).isNotEmpty();
        // Of the plan that the JVM makes now, and nothing of the kept one.
        assertThat(run.ssh()).as(words).contains("A=1", "the host").doesNotContain("K=e p", "kept");
    }

    private void assertTaken(Map<String, String> environment, String words) throws Exception {
        LauncherTwin.Run run = launcher.run(environment, split(words));

        assertThat(run.java()).as(words).isEmpty();
        assertThat(run.ssh()).as(words).contains("K=e p", "kept");
    }

    @Test
    void wordsOfTheUserStandBetweenThoseThatWereKept() throws Exception {
        launcher.keep("lab", Instant.now());

        LauncherTwin.Run run =
                launcher.run(
                        Map.of(),
                        List.of("ssh", "-A", "ada@lab", "-o", "X=\u00ff y", "rm", "", "a\nb '*"));

        assertThat(run.java()).isEmpty();
        assertThat(run.ssh())
                .containsExactly(
                        "-o",
                        "K=e p",
                        "-l",
                        "ada",
                        "-A",
                        "-o",
                        "X=\u00ff y",
                        "--",
                        "kept",
                        "rm",
                        "",
                        "a\nb '*");
        assertThat(run.code()).isEqualTo(7);
        assertThat(launcher.environment("ssh")).noneMatch(it -> it.startsWith("kept"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh other",
                "ssh ../plans/lab",
                "ssh pw://lab",
                "ssh pw://ada/lab",
                "ssh --node n1 lab",
                "ssh lab --via=tunnel",
                "ssh -q lab",
                "ssh -v lab",
                "--context c ssh lab",
                "ssh --ca-file f lab",
                "ssh --platform-host h lab"
            })
    void wordsThatChooseAreAskedFor(String words) throws Exception {
        launcher.keep("lab", Instant.now());

        assertAsked(Map.of(), words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PW_API_KEY",
                "PW_CONTEXT",
                "PW_PLATFORM_HOST",
                "PW_CA_FILE",
                "PW_CREDENTIALS_DIR",
                "XDG_CONFIG_HOME",
                "SSH_AUTH_SOCK",
                "PW_SELF",
                "HOME"
            })
    void variablesThatChooseAreAskedFor(String variable) throws Exception {
        launcher.keep("lab", Instant.now());

        assertAsked(Map.of(variable, folder.toString()), "ssh lab");
        assertTaken(Map.of(), "ssh lab");
    }

    @ParameterizedTest
    @CsvSource({"301,false", "280,true", "-60,false"})
    void fiveMinutesItIsGood(int secondsAgo, boolean isTaken) throws Exception {
        launcher.keep("lab", Instant.now().minusSeconds(secondsAgo));

        if (isTaken) {
            assertTaken(Map.of(), "ssh lab");
        } else {
            assertAsked(Map.of(), "ssh lab");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-3600, 3600})
    void credentialsOfAnotherTimeAreAskedFor(int seconds) throws Exception {
        launcher.keep("lab", Instant.now());
        Path credentials = launcher.home().resolve(".config/pw/credentials");
        Files.setLastModifiedTime(credentials, FileTime.from(Instant.now().plusSeconds(seconds)));

        assertAsked(Map.of(), "ssh lab");

        Files.delete(credentials);
        assertAsked(Map.of(), "ssh lab");
    }

    @Test
    void whatAnotherAccountWroteIsNotCarriedOut() throws Exception {
        launcher.keep("lab", Instant.now());
        Path plan = launcher.home().resolve(".config/pw/ssh/plans/lab");
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0),
                "only root gives files away");
        Files.setAttribute(plan, "unix:uid", 4711);

        assertAsked(Map.of(), "ssh lab");
    }

    /** As a file system gives it that takes two names for one. */
    @Test
    void fileOfAnotherClusterIsAskedFor() throws Exception {
        launcher.keep("LAB", Instant.now());
        Path plans = launcher.home().resolve(".config/pw/ssh/plans");
        Files.move(plans.resolve("LAB"), plans.resolve("lab"));

        assertAsked(Map.of(), "ssh lab");
    }

    @Test
    void damagedFileIsAskedFor() throws Exception {
        launcher.keep("lab", Instant.now());
        Path credentials = launcher.home().resolve(".config/pw/credentials");
        Path plan = launcher.home().resolve(".config/pw/ssh/plans/lab");
        for (String content : new String[] {"", "kept_at=x\n", "first='-o K'\n"}) {
            Files.writeString(plan, content);
            Files.setLastModifiedTime(plan, Files.getLastModifiedTime(credentials));

            assertAsked(Map.of(), "ssh lab");
        }
    }
}
