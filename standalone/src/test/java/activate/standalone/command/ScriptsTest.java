package activate.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts at the top of the checkout, over stand-ins for Java, Maven and the build. */
@SuppressWarnings("NullAway.Init")
final class ScriptsTest {

    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    @TempDir Path root;

    @BeforeEach
    void makeCheckout() throws IOException {
        for (String script :
                List.of(
                        "activate",
                        "mvnw",
                        "build-tools/java-home.sh",
                        "build-tools/supervisor-options.sh")) {
            copy(script);
        }
        program("build-tools/build.sh", "echo built >>\"" + root + "/built\"");
        program("java/bin/java", "printf '%s\\n' \"$@\"");
        program("java/bin/javac", ":");
        Files.writeString(root.resolve("java/release"), "JAVA_VERSION=\"25\"\n");
        program(
                "bin/mvn",
                "[ \"$1\" != -v ] || { echo 'Apache Maven 3.9.11 (x)'; exit; }; printf '%s\\n' \"$@\"");
        file("standalone/target/program/current/standalone.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "reset", "status", "logs", "doctor"})
    void everyCommandTellsHowItIsUsed(String command) {
        var said = new StringWriter();
        int code =
                Activate.commandLine()
                        .setOut(new PrintWriter(said, true))
                        .execute(command, "--help");
        assertThat(code).isZero();
        assertThat(said.toString()).contains("Usage: activate " + command, "--help");
    }

    @Test
    void theTestsTellHowTheyAreUsed() throws Exception {
        Outcome test =
                run(List.of("sh", CHECKOUT.resolve("build-tools/test.sh").toString(), "--help"));
        assertThat(test.code).isZero();
        assertThat(test.text).contains("Usage: activate test", "--full", "--help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void whoAsksForHelpOfUpBuildsAndCopiesNothing(String help) throws Exception {
        Outcome up = run(List.of(root.resolve("activate").toString(), "up", help));
        assertThat(up.code).isZero();
        assertThat(up.text).endsWith("activate.standalone.command.Activate\nup\n" + help + "\n");
        assertThat(root.resolve("built")).doesNotExist();
        assertThat(root.resolve("home")).doesNotExist();
    }

    @Test
    void theSupervisorRunsFromTheFolderOfItsBuildWithItsClasses() throws Exception {
        // Given a build with a cache of classes, to which a name leads
        Path build = root.resolve("standalone/target/program/17");
        file("standalone/target/program/17/standalone.jar");
        file("standalone/target/program/17/standalone.aot");
        Files.delete(root.resolve("standalone/target/program/current/standalone.jar"));
        Files.delete(root.resolve("standalone/target/program/current"));
        Files.createSymbolicLink(root.resolve("standalone/target/program/current"), Path.of("17"));
        // When a command runs, then from that folder: the name leads elsewhere after the next build
        Outcome status = run(List.of(root.resolve("activate").toString(), "status"));
        assertThat(status.text.lines())
                .contains(
                        "-XX:AOTCache=" + build.toRealPath().resolve("standalone.aot"),
                        build.toRealPath().resolve("standalone.jar").toString());
    }

    @Test
    void theDevelopmentModeAsksNothing() throws Exception {
        Outcome dev =
                run(
                        List.of(
                                root.resolve("mvnw").toString(),
                                "-pl",
                                "services/agent-hub",
                                "quarkus:dev"));
        assertThat(dev.code).isZero();
        assertThat(dev.text.lines())
                .contains("-Dquarkus.analytics.disabled=true", "quarkus:dev", "-am");
    }

    private record Outcome(int code, String text) {}

    private Outcome run(List<String> words) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(new ArrayList<>(words)).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ACTIVATE_"));
        builder.environment()
                .putAll(
                        Map.of(
                                "HOME", root.toString(),
                                "JAVA_HOME", root.resolve("java").toString(),
                                "ACTIVATE_HOME", root.resolve("home").toString(),
                                "PATH", root.resolve("bin") + ":" + System.getenv("PATH")));
        Process process = builder.redirectInput(Path.of("/dev/null").toFile()).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    private void copy(String script) throws IOException {
        Path to = file(script);
        Files.writeString(to, Files.readString(CHECKOUT.resolve(script)));
        makeExecutable(to);
    }

    private void program(String name, String body) throws IOException {
        Path to = file(name);
        Files.writeString(to, "#!/bin/sh\n" + body + "\n");
        makeExecutable(to);
    }

    private Path file(String name) throws IOException {
        Path made = root.resolve(name);
        Files.createDirectories(made.getParent());
        Files.writeString(made, "");
        return made;
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
