package activate.embedded.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.embedded.home.Home;
import activate.embedded.part.ChildProcess;
import activate.testkit.time.Eventually;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs that stay bounded while they are written, and lose nothing within the bound. */
@SuppressWarnings("NullAway.Init")
final class RotatingLogTest {

    private static final LogLimits SMALL = new LogLimits(LogLimits.SMALLEST, 3);

    @TempDir Path folder;

    @Test
    void aLogStaysWithinItsBoundAndKeepsWholeLinesInOrder() throws IOException {
        // Given more lines than three files hold
        int lines = 30_000;
        // When they are written
        pump(numbered(0, lines));
        // Then there are three files, none longer than allowed, that only their owner reads
        List<Path> files = files();
        assertThat(files).hasSize(3);
        for (Path file : files) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(SMALL.bytes());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        // And what is kept is the end, without a gap and without half a line
        List<String> kept = kept();
        assertThat(kept.getLast()).isEqualTo("line " + (lines - 1));
        assertThat(kept)
                .isEqualTo(
                        IntStream.range(lines - kept.size(), lines)
                                .mapToObj(number -> "line " + number)
                                .toList());
    }

    @Test
    void aLineLongerThanTheBoundIsCut() throws IOException {
        pump("x".repeat(5 << 20) + "\nnext\nlast without an end");
        List<String> kept = kept();
        assertThat(kept).hasSize(3);
        assertThat(kept.getFirst()).hasSizeLessThan(LineStream.LONGEST_LINE + 20).endsWith("cut");
        assertThat(kept.subList(1, 3)).containsExactly("next", "last without an end");
    }

    @Test
    void aDiskThatTakesNothingStopsNobodyAndIsToldAfterwards() throws IOException {
        // Given a log whose place is taken: nothing can be written
        Files.createDirectory(log());
        // When a process prints
        pump(numbered(0, 100));
        var rotating = new RotatingLog(log(), SMALL);
        rotating.write(java.nio.ByteBuffer.wrap("lost\n".getBytes(StandardCharsets.UTF_8)));
        // Then it went on; and as soon as there is room the log says what is missing
        Files.delete(log());
        rotating.write(java.nio.ByteBuffer.wrap("kept\n".getBytes(StandardCharsets.UTF_8)));
        rotating.close();
        assertThat(kept()).hasSize(2).last().isEqualTo("kept");
        assertThat(kept().getFirst()).contains("5 bytes of this log could not be written");
    }

    @Test
    void aChildThatPrintsWithoutEndIsNeverHeldUp() throws Exception {
        // Given a child whose log cannot be written
        var home = new Home(folder);
        home.prepare();
        Files.createDirectory(home.log("talker"));
        Path done = folder.resolve("done");
        var child = new ChildProcess(home, "talker");
        try {
            // When it prints far more than a pipe holds
            child.start(
                    new ChildProcess.Command(
                            List.of(),
                            List.of(
                                    "/bin/sh",
                                    "-c",
                                    "head -c 3000000 /dev/zero | tr '\\0' x; : >" + done),
                            Map.of("PATH", "/usr/bin:/bin"),
                            folder,
                            "KILL"));
            // Then it gets to its end
            Eventually.holds(
                    "the child has printed all", Duration.ofSeconds(30), () -> Files.exists(done));
        } finally {
            child.stop("KILL", Duration.ofSeconds(5));
        }
    }

    @Test
    void limitsAreReadFromTheEnvironment() {
        assertThat(LogLimits.of(Map.of())).isEqualTo(new LogLimits(10L << 20, 5));
        assertThat(LogLimits.of(Map.of(LogLimits.SIZE, "64K", LogLimits.FILES, "2")))
                .isEqualTo(new LogLimits(64L << 10, 2));
        assertThatThrownBy(() -> LogLimits.of(Map.of(LogLimits.SIZE, "10")))
                .hasMessageContaining("ACTIVATE_LOG_SIZE: 10 (expected");
        assertThatThrownBy(() -> LogLimits.of(Map.of(LogLimits.FILES, "many")))
                .hasMessageContaining("ACTIVATE_LOG_FILES: many (expected");
    }

    private Path log() {
        return folder.resolve("part.log");
    }

    private void pump(String text) {
        LineStream.pump(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                new RotatingLog(log(), SMALL));
    }

    private static String numbered(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> "line " + number + "\n")
                .collect(Collectors.joining());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("part.log"))
                    .sorted(java.util.Comparator.reverseOrder())
                    .toList();
        }
    }

    /** From the oldest to the newest. */
    private List<String> kept() throws IOException {
        List<String> lines = new java.util.ArrayList<>();
        for (Path file : files()) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }
}
