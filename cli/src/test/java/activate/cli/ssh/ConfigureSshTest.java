package activate.cli.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.PwRun;
import activate.cli.twin.PlatformTwin;
import activate.testkit.network.TestCertificate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit fills the directories.
class ConfigureSshTest {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";

    @TempDir static Path certificates;

    @TempDir Path home;

    private static TestCertificate certificate;
    private PlatformTwin platform;
    private PwRun.User user;
    private Path config;

    @BeforeAll
    static void makeCertificate() throws IOException {
        certificate = TestCertificate.make(certificates, "localhost");
    }

    @BeforeEach
    void start() throws IOException {
        platform = new PlatformTwin(certificate);
        platform.ssh(1, KEY);
        platform.rememberKeys();
        user = new PwRun.User(home, Map.of("PW_SELF", "/opt/p w/pw"));
        config = Files.createDirectories(home.resolve(".ssh")).resolve("config");
        login("one");
        login("two");
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    private void login(String context) {
        PwRun run =
                user.login(
                        platform.host(),
                        "correct horse",
                        "--ca-file",
                        certificate.pem().toString(),
                        "--context",
                        context);
        assertThat(run.code()).as(run.err()).isZero();
    }

    private PwRun configure(String... more) {
        List<String> words = new java.util.ArrayList<>(List.of("ssh", "configure"));
        words.addAll(List.of(more));
        PwRun run = user.run("", words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    /** What ssh takes for a host, by the files that were written. */
    private String asked(String host, String option) throws Exception {
        Process ssh =
                new ProcessBuilder(
                                "ssh", "-G", "-F", home.resolve(".ssh/pw_config").toString(), host)
                        .start();
        String text = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return text.lines()
                .filter(line -> line.startsWith(option + " "))
                .map(line -> line.substring(option.length() + 1))
                .findFirst()
                .orElse("");
    }

    private void clusters(String... owners) {
        JsonArray rows = new JsonArray();
        for (String owner : owners) {
            rows.add(
                    new JsonObject()
                            .put("id", "of-" + owner)
                            .put("name", "lab")
                            .put("type", "existing")
                            .put("user", owner));
        }
        platform.answer("GET /api/clusters", rows);
    }

    @Test
    void eachLoginHasItsFileAndItsContext() throws Exception {
        clusters("ada");

        configure("--context", "one");
        PwRun second = configure("--context", "two");

        assertThat(second.err()).contains("pw://ada/lab is lab.ada: ").contains("one.conf");
        assertThat(asked("lab", "proxycommand")).contains("--context one ");
        assertThat(asked("lab.ada", "proxycommand"))
                .contains("--context two ")
                .contains("'/opt/p w/pw' ssh --proxy-command")
                .contains("--ca-file " + certificate.pem());
        assertThat(UserMachine.stream(asked("lab", "proxycommand"))).isPresent();
        // Once more changes nothing.
        List<String> hostKeys = Files.readAllLines(home.resolve(".ssh/pw_known_hosts"));
        configure("--context", "one");
        assertThat(Files.readAllLines(home.resolve(".ssh/pw_known_hosts")))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(hostKeys);
        assertThat(asked("lab", "proxycommand")).contains("--context one ");
    }

    @Test
    void clustersOfOneNameHaveAHostEachWithKeysOfTheirOwn() throws Exception {
        clusters("bob", "ada");

        PwRun run = configure("--context", "one");

        assertThat(run.err()).contains("pw://bob/lab is lab.bob: lab is another cluster");
        assertThat(asked("lab", "proxycommand")).contains("id-of-of-ada");
        assertThat(asked("lab.bob", "proxycommand")).contains("id-of-of-bob");
        assertThat(asked("lab", "hostname")).isNotEqualTo(asked("lab.bob", "hostname"));
        assertThat(asked("lab", "hostkeyalias")).isNotEqualTo(asked("lab.bob", "hostkeyalias"));
        assertThat(asked("lab", "userknownhostsfile"))
                .isNotEqualTo(asked("lab.bob", "userknownhostsfile"));
    }

    @Test
    void hostOfTheUserIsNotTakenOver() throws Exception {
        clusters("ada");
        Files.writeString(
                home.resolve(".ssh/more"), "host = \"l?b\" other\n HostName lab.example\n");
        Files.writeString(config, "# mine\nInclude more\nHost *\n  HostName %h.example\n");

        PwRun run = configure("--context", "one", "--alias", "");

        assertThat(run.err()).contains("more has a Host lab of its own");
        assertThat(asked("lab", "proxycommand")).isEmpty();
        assertThat(asked("lab.ada", "proxycommand")).contains("id-of-of-ada");
    }

    @Test
    void hostOfTheUserThatOnlyAddsIsSaid() throws Exception {
        clusters("ada");
        Files.writeString(config, "Host lab\n  ForwardAgent yes\n");

        PwRun run = configure("--context", "one");

        assertThat(run.err()).contains("the Host lab of " + config + " adds to ssh lab");
        assertThat(asked("lab", "proxycommand")).contains("id-of-of-ada");
    }

    @Test
    void configOfTheUserKeepsEveryByte() throws Exception {
        byte[] before = "# Gr\u00fc\u00dfe\nHost x\r\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(config, before);

        configure("--context", "one");

        assertThat(new String(Files.readAllBytes(config), StandardCharsets.ISO_8859_1))
                .isEqualTo(
                        "Include ~/.ssh/pw_config\n\n"
                                + new String(before, StandardCharsets.ISO_8859_1));
    }

    @Test
    void configThatCannotBeWrittenIsToldWithTheLine() throws Exception {
        Files.createDirectory(config);

        PwRun run = user.run("", "ssh", "configure", "--context", "one");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("defect");
    }
}
