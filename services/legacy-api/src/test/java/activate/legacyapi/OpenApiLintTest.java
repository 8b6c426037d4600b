package activate.legacyapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import activate.testkit.document.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the linters that API clients' authors use say of the OpenAPI document: nothing. */
@Tag("slow")
@SuppressWarnings("NullAway.Init") // JUnit fills the directory.
class OpenApiLintTest {
    private static final Path DOCUMENT =
            Checkout.root().resolve("services/legacy-api/src/main/resources/META-INF/openapi.json");

    @TempDir Path directory;

    @Test
    void redoclyHasNothingToSay() throws Exception {
        String said = npx("@redocly/cli@2.77.0", "redocly", "lint", DOCUMENT.toString());

        assertThat(said).contains("Your API description is valid").doesNotContain("You have");
    }

    @Test
    void spectralHasNothingToSay() throws Exception {
        Path rules =
                Files.writeString(directory.resolve("rules.yaml"), "extends: [\"spectral:oas\"]\n");

        String said =
                npx(
                        "@stoplight/spectral-cli@6.16.3",
                        "spectral",
                        "lint",
                        "--fail-severity=hint",
                        "-r",
                        rules.toString(),
                        DOCUMENT.toString());

        assertThat(said).contains("No results with a severity of 'hint' or higher found!");
    }

    /**
     * Runs a program of a package and says what it printed; skips the test where it cannot be had.
     */
    private String npx(String programs, String... words) throws IOException, InterruptedException {
        Path log = directory.resolve("log");
        List<String> command =
                Stream.concat(
                                Stream.of("npx", "--yes", "--package", programs, "--"),
                                Stream.of(words))
                        .toList();
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "needs npx: " + e.getMessage());
            throw e;
        }
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        process.destroyForcibly();
        String said = Files.readString(log);
        assumeTrue(ended && !said.contains("npm error"), "the linter cannot be had: " + said);
        return said;
    }
}
