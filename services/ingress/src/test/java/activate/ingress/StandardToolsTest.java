package activate.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.time.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The edge against the tools that others would try on it: testssl of Debian, h2spec as a module of
 * Go. Skipped where a tool cannot be had.
 */
@Tag("slow")
final class StandardToolsTest {

    /** A warning tells of a check that testssl itself could not make. */
    private static final Set<String> HARMLESS = Set.of("OK", "INFO", "LOW", "WARN");

    private Path folder;
    private EdgeFixture fixture;

    @BeforeEach
    void open(@TempDir Path given) throws Exception {
        folder = given;
        fixture =
                new EdgeFixture(
                        folder,
                        Map.of(),
                        r -> r.response().end("what the service says"),
                        r -> r.response().end("hub"));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void testsslFindsNothingAtMediumOrAbove(String algorithm) throws Exception {
        assumeTrue(isThere("testssl"), "testssl is not installed (package testssl.sh)");
        Certificates.writeSigned(folder, "localhost", algorithm);
        Eventually.holds(
                "the certificate is served",
                Duration.ofSeconds(10),
                () -> subject().equals("CN=localhost"));
        Path report = folder.resolve("report.json");

        run(
                folder.resolve("testssl.txt"),
                Duration.ofMinutes(9),
                "testssl",
                "--quiet",
                "--warnings=batch",
                "--color=0",
                "--ip=127.0.0.1",
                "--add-ca=" + folder.resolve("ca.pem"),
                "--jsonfile=" + report,
                "localhost:" + fixture.edge.httpsPort());

        List<String> findings = new ArrayList<>();
        boolean complete = false;
        for (Object one : new JsonArray(Files.readString(report))) {
            JsonObject finding = (JsonObject) one;
            complete |= finding.getString("id").equals("scanTime");
            if (!HARMLESS.contains(finding.getString("severity"))) {
                findings.add(finding.encode());
            }
        }
        assertThat(findings).isEmpty();
        assertThat(complete).as(Files.readString(folder.resolve("testssl.txt"))).isTrue();
    }

    @Test
    void h2specIsContentWithAllOfIt() throws Exception {
        assumeTrue(isThere("go"), "go is not installed, h2spec is built with it");
        Path log = folder.resolve("h2spec.txt");
        int built =
                run(
                        log,
                        Duration.ofMinutes(5),
                        "env",
                        "GOBIN=" + folder,
                        "go",
                        "install",
                        "github.com/summerwind/h2spec/cmd/h2spec@v2.2.1+incompatible");
        assumeTrue(built == 0, "h2spec cannot be fetched");

        run(
                log,
                Duration.ofMinutes(5),
                folder.resolve("h2spec").toString(),
                "--tls",
                "--insecure",
                "--host=127.0.0.1",
                "--port=" + fixture.edge.httpsPort(),
                "--strict",
                "--path=/api/x");

        assertThat(Files.readString(log)).contains("146 tests, 146 passed, 0 skipped, 0 failed");
    }

    private String subject() throws Exception {
        try (RawClient client = RawClient.secure(fixture.edge.httpsPort())) {
            return client.certificate().getSubjectX500Principal().getName();
        }
    }

    private static boolean isThere(String program) {
        for (String place : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }

    private static int run(Path log, Duration longest, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(
                    String.join(" ", command) + " took too long:\n" + Files.readString(log));
        }
        return process.exitValue();
    }
}
