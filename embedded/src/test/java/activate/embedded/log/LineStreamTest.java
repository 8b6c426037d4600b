package activate.embedded.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process prints, on its way into its log. */
@SuppressWarnings("NullAway.Init")
final class LineStreamTest {

    @TempDir Path folder;

    @Test
    void linesArriveWholeAndTheLastOneIsEnded() throws Exception {
        assertThat(pumped("one\ntwo\n\nthree")).isEqualTo("one\ntwo\n\nthree\n");
        assertThat(pumped("")).isEmpty();
    }

    @Test
    void aLineThatIsTooLongIsCutAndTheNextOneIsNot() throws Exception {
        String text = "x".repeat(100_000) + "\nshort\n";
        assertThat(pumped(text).lines())
                .containsExactly("x".repeat(LineStream.LONGEST_LINE) + " … cut", "short");
    }

    @Test
    void manyLinesAreMoreThanTheBufferHolds() throws Exception {
        String text = "0123456789\n".repeat(20_000);
        assertThat(pumped(text)).isEqualTo(text);
    }

    @Test
    void aPipeThatBreaksEndsTheLogInOrder() throws Exception {
        var broken =
                new InputStream() {
                    private int left = 5;

                    @Override
                    public int read() throws IOException {
                        if (left-- == 0) {
                            throw new IOException("broken pipe");
                        }
                        return 'x';
                    }

                    @Override
                    public int read(byte[] bytes, int offset, int length) throws IOException {
                        bytes[offset] = (byte) read();
                        return 1;
                    }
                };
        assertThat(pumped(broken)).isEqualTo("xxxxx\n");
    }

    @Test
    void aStreamForLibrariesWritesWholeLines() throws Exception {
        Path file = folder.resolve("stream.log");
        try (var stream = new LineStream(log(file))) {
            stream.write("a line\nhalf".getBytes(StandardCharsets.UTF_8));
            stream.flush();
            assertThat(file).hasContent("a line\n");
            stream.write("\n".getBytes(StandardCharsets.UTF_8));
            stream.flush();
            assertThat(Files.readString(file)).isEqualTo("a line\nhalf\n");
        }
    }

    private String pumped(String text) throws IOException {
        return pumped(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String pumped(InputStream text) throws IOException {
        Path file = folder.resolve("pumped.log");
        Files.deleteIfExists(file);
        LineStream.pump(text, log(file));
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static RotatingLog log(Path file) {
        return new RotatingLog(file, new LogLimits(10L << 20, 2));
    }
}
