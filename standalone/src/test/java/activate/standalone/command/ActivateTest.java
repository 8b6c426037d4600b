package activate.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import activate.embedded.home.Home;
import activate.embedded.log.LineStream;
import activate.embedded.log.LogLimits;
import activate.embedded.log.RotatingLog;
import activate.standalone.platform.SupervisorStandIn;
import activate.testkit.time.Eventually;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on bad days, as a person types them: one line that helps, and never a trace. */
@SuppressWarnings("NullAway.Init")
final class ActivateTest {

    @TempDir Path folder;

    @Test
    void tooFewOpenFilesAreNamedBeforeAnythingStarts() throws Exception {
        Outcome up = run("ulimit -n 256", Map.of(), "up", "--no-demo");
        assertThat(up.code).isEqualTo(1);
        assertThat(up.lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("open files: limit 256 (needed: 1024)", "ulimit -n 4096");
    }

    @Test
    void aHomeThatIsAFileIsRefusedInOneLine() throws Exception {
        Files.writeString(folder.resolve("home"), "");
        Outcome up = run(":", Map.of(), "up", "--no-demo");
        assertThat(up.code).isEqualTo(1);
        assertThat(up.lines()).hasSize(1).first().asString().contains("home: is no folder");
    }

    @Test
    void aWrongBoundOfLogsIsNamed() throws Exception {
        Outcome up = run(":", Map.of("ACTIVATE_LOG_SIZE", "lots"), "up", "--no-demo");
        assertThat(up.code).isEqualTo(1);
        assertThat(up.lines()).hasSize(1).first().asString().contains("ACTIVATE_LOG_SIZE: lots");
    }

    @Test
    void aSecondUpSaysWhoRunsAndIsNoFailure() throws Exception {
        var home = new Home(folder.resolve("home"));
        try (SupervisorStandIn supervisor = SupervisorStandIn.start(home)) {
            Files.delete(home.status());
            Outcome up = run(":", Map.of(), "up", "--no-demo");
            assertThat(up.code).isZero();
            assertThat(up.text)
                    .contains("activate: already ", "pid " + supervisor.identity().pid())
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void theMemoryOfTheSupervisorIsCountedOnce() throws Exception {
        // Given a platform with two stores in the memory of its supervisor
        try (SupervisorStandIn supervisor =
                SupervisorStandIn.start(new Home(folder.resolve("home")))) {
            // When its state is asked for
            Outcome status = run(":", Map.of(), "status", "-o", "json");
            // Then one row has that memory, and all rows say whose it is
            assertThat(status.code).isZero();
            JsonNode rows = new ObjectMapper().readTree(status.text);
            assertThat(rows)
                    .extracting(row -> row.path("name").asText())
                    .containsExactly("supervisor", "one", "two");
            assertThat(rows)
                    .extracting(row -> row.path("pid").asLong())
                    .containsOnly(supervisor.identity().pid());
            assertThat(rows)
                    .filteredOn(row -> row.path("rssBytes").asLong() > 0)
                    .extracting(row -> row.path("name").asText())
                    .containsExactly("supervisor");
            // And as a table, too, with what has happened to them
            Outcome table = run(":", Map.of(), "status");
            assertThat(table.lines()).filteredOn(line -> line.contains(" MiB")).hasSize(1);
            assertThat(table.text)
                    .contains("two: ready since ", "1 restarts, the last because: it was killed");
        }
    }

    @Test
    void whoFollowsALogSeesEachLineAcrossRotations() throws Exception {
        // Given somebody who follows the log of a part
        var home = new Home(folder.resolve("home"));
        home.prepare();
        var limits = new LogLimits(LogLimits.SMALLEST, 3);
        var log = new LineStream(new RotatingLog(home.log("part"), limits));
        log.write("line 0\n".getBytes(StandardCharsets.UTF_8));
        Process follower = start(":", Map.of(), "logs", "-f", "part");
        try (var seen = follower.inputReader(StandardCharsets.UTF_8)) {
            // When it is written and rotated between his looks
            for (int line = 0; line < 12; line++) {
                // Then he sees each line once
                assertThat(seen.readLine()).startsWith("line " + line);
                String next = "line " + (line + 1) + "x".repeat(15 << 10) + "\n";
                log.write(next.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(home.logs().resolve("part.log.2")).exists();
        } finally {
            follower.descendants().forEach(ProcessHandle::destroy);
            follower.destroy();
        }
    }

    @Test
    void logsOfAllPartsHaveTheirNames() throws Exception {
        var home = new Home(folder.resolve("home"));
        home.prepare();
        Files.writeString(home.log("one"), "of one\n");
        Files.writeString(home.log("two"), "of two\n");
        Outcome logs = run(":", Map.of(), "logs");
        assertThat(logs.lines())
                .containsExactly("==> one.log <==", "of one", "", "==> two.log <==", "of two");
        assertThat(run(":", Map.of(), "logs", "three").text).contains("activate: no log of three");
    }

    @Test
    void withoutACommandTheUsageIsShown() throws Exception {
        Outcome nothing = run(":", Map.of());
        assertThat(nothing.code).isEqualTo(2);
        assertThat(nothing.text).contains("Usage: activate", "status", "doctor");
    }

    @Test
    void downStopsASupervisorWhoseStatusFileIsUnreadable() throws Exception {
        // Given a platform that runs, with a damaged status file
        var home = new Home(folder.resolve("home"));
        try (SupervisorStandIn supervisor = SupervisorStandIn.start(home)) {
            Files.writeString(home.status(), "{");
            // When it is told to stop
            var said = new StringWriter();
            DownCommand.down(home, new PrintWriter(said));
            // Then it has ended
            Eventually.holds("it has ended", Duration.ofSeconds(10), () -> !supervisor.isAlive());
            assertThat(said.toString()).contains("activate: stopped");
        }
    }

    @Test
    void explanationsAreOneLineWithAHint() {
        var full =
                new java.io.UncheckedIOException(
                        "file=/x",
                        new java.nio.file.FileSystemException(
                                "/x/y", null, "No space left on device"));
        assertThat(Explanation.of(full))
                .isEqualTo(
                        "/x/y: No space left on device (free some space, or set ACTIVATE_HOME to another disk)");
        assertThat(Explanation.of(new NullPointerException("a\nb")))
                .isEqualTo("NullPointerException: a b (see ./activate doctor)");
    }

    private record Outcome(int code, String text) {

        List<String> lines() {
            return text.lines().toList();
        }
    }

    /** In a JVM of its own, after a command of the shell that sets it up. */
    private Outcome run(String before, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Process process = start(before, environment, arguments);
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), text);
    }

    private Process start(String before, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                before + "; exec \"$@\"",
                                "sh",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-Dactivate.checkout=" + folder,
                                Activate.class.getName()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ACTIVATE_"));
        builder.environment().put("ACTIVATE_HOME", folder.resolve("home").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
