package activate.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.cli.ssh.UserMachine;
import activate.cli.twin.PlatformTwin;
import activate.testkit.network.RawServer;
import activate.testkit.network.RawServer.Then;
import activate.testkit.network.TestCertificate;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class CompletionTest {
    @TempDir static Path shared;

    @TempDir Path home;

    private static TestCertificate certificate;
    private PlatformTwin platform;
    private UserMachine machine;
    private PwRun.User user;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(shared, "localhost");
    }

    @BeforeEach
    void start() throws IOException {
        platform = new PlatformTwin(certificate);
        machine = new UserMachine(home, Map.of());
        user = new PwRun.User(home, Map.of());
        PwRun login =
                user.login(
                        platform.host(),
                        "correct horse",
                        "--ca-file",
                        certificate.pem().toString());
        assertThat(login.code()).as(login.err()).isZero();
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private Path script(String shell) throws IOException {
        // A JVM that has just been started may need longer than a prompt waits.
        assertThat(user.run("", "completion", "clusters").out()).contains("alpha");
        Path file = home.resolve("pw." + shell);
        Files.writeString(file, user.run("", "completion", shell).out());
        return file;
    }

    private static void assume(String shell) {
        boolean isThere =
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell)));
        Assumptions.assumeTrue(isThere, "there is no " + shell);
    }

    /** What bash offers for the last word; the first is pw. */
    private List<String> bash(String... words) throws Exception {
        StringBuilder array = new StringBuilder();
        Stream.of(words).forEach(word -> array.append(" '").append(word).append('\''));
        PwRun run =
                machine.shell(
                        "bash",
                        "--norc",
                        "-c",
                        "source '"
                                + script("bash")
                                + "'\ncompopt() { :; }\nCOMP_WORDS=(\"$PW_SELF\""
                                + array
                                + ")\nCOMP_CWORD="
                                + words.length
                                + "\n_pw_with_clusters \"$PW_SELF\"\nprintf '%s\\n' \"${COMPREPLY[@]}\"");
        assertThat(run.err()).isEmpty();
        return run.out().lines().map(String::strip).toList();
    }

    @Test
    void bashKnowsCommandsOptionsAndClusters() throws Exception {
        assume("bash");

        assertThat(bash("")).contains("ssh", "clusters", "doctor").doesNotContain("alpha");
        assertThat(bash("clusters", "n")).contains("nodes", "node-token");
        assertThat(bash("ping", "--ti")).contains("--timeout");
        assertThat(bash("ping", "")).contains("alpha", "bravo", "sandbox");
        assertThat(bash("clusters", "get", "b")).containsExactly("bravo");
        assertThat(bash("ssh", "--via", "tunnel", "al")).contains("alpha");
        assertThat(bash("ssh", "--")).doesNotContain("--doctor", "--quiet");
        // The value of an option, and a word behind the cluster, are no clusters.
        assertThat(bash("ping", "--node", "")).doesNotContain("alpha");
        assertThat(bash("ping", "alpha", "")).doesNotContain("bravo");
    }

    @Test
    void fishKnowsCommandsOptionsAndClusters() throws Exception {
        assume("fish");

        assertThat(fish("")).contains("ssh", "clusters", "doctor").doesNotContain("alpha");
        assertThat(fish("clusters n")).contains("nodes", "node-token");
        assertThat(fish("ping --ti")).contains("--timeout");
        assertThat(fish("ping ")).contains("alpha", "bravo", "sandbox");
        assertThat(fish("ping --via ")).contains("tunnel").doesNotContain("alpha");
        assertThat(fish("clusters get b")).containsExactly("bravo");
        assertThat(fish("ssh --via tunnel al")).containsExactly("alpha");
        assertThat(fish("ping alpha ")).doesNotContain("bravo");
    }

    private List<String> fish(String words) throws Exception {
        PwRun run =
                machine.shell(
                        "fish",
                        "--no-config",
                        "-c",
                        "function pw; end; fish_add_path -P (dirname $PW_SELF); source '"
                                + script("fish")
                                + "'; complete -C 'pw "
                                + words
                                + "'");
        assertThat(run.err()).isEmpty();
        return run.out().lines().map(line -> line.split("\t", 2)[0]).toList();
    }

    @Test
    void zshCompletesACluster() throws Exception {
        assume("zsh");
        script("zsh");

        PwRun run =
                machine.shell(
                        "zsh",
                        "-f",
                        "-c",
                        """
                        zmodload zsh/zpty
                        zpty z zsh -f -i
                        zpty -w z "autoload -Uz compinit; compinit -u; source '$HOME/pw.zsh'; path=('${PW_SELF:h}' \\$path); PS1=; echo rea''dy"
                        zpty -r -m z seen '*ready*'
                        zpty -w -n z $'pw ping brav\\t--timeo\\t'
                        zpty -r -m z seen '*pw ping bravo*--timeout*'
                        zpty -d z
                        echo done
                        """);

        assertThat(run.out()).as(run.err()).endsWith("done\n");
    }

    @Test
    void namesAreKeptForAMoment() throws IOException {
        assertThat(user.run("", "completion", "clusters").out())
                .isEqualTo("alpha\nbravo\nsandbox\n");
        platform.answer("GET /api/clusters", new JsonArray());
        Path file = home.resolve(".config/pw/completion");

        assertThat(user.run("", "completion", "clusters").out()).contains("alpha");
        age(file);
        assertThat(user.run("", "completion", "clusters").out()).isEmpty();
    }

    /** The names were asked for an hour ago. */
    private static void age(Path file) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, Instant.now().minus(Duration.ofHours(1)).toString());
        Files.write(file, lines);
    }

    @Test
    void platformThatIsSilentCostsASecondAndSaysNothing() throws Exception {
        assertThat(user.run("", "completion", "clusters").out()).contains("alpha");
        age(home.resolve(".config/pw/completion"));
        try (RawServer silent = new RawServer("", Then.STAYS)) {
            Path credentials = home.resolve(".config/pw/credentials");
            Files.writeString(
                    credentials,
                    Files.readString(credentials)
                            .replace(platform.host(), "localhost:" + silent.port()));
            long start = System.nanoTime();

            PwRun run = user.run("", "completion", "clusters");

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(5));
            assertThat(run).isEqualTo(new PwRun(0, "", ""));
        }
    }

    @Test
    void nobodyIsLoggedInAndNothingIsSaid() {
        PwRun run =
                new PwRun.User(home.resolve("nobody"), Map.of()).run("", "completion", "clusters");

        assertThat(run).isEqualTo(new PwRun(0, "", ""));
    }

    @Test
    void anotherShellIsWrongUsage() {
        assertThat(user.run("", "completion", "tcsh").code()).isEqualTo(2);
    }
}
