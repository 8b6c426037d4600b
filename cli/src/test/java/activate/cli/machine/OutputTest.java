package activate.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.Pw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {
    /** A disk or a pipe that takes so many bytes. */
    private static Output taking(int bytes, String reason) {
        return new Output(
                new OutputStream() {
                    private int left = bytes;

                    @Override
                    public void write(int value) throws IOException {
                        if (left-- <= 0) {
                            throw new IOException(reason);
                        }
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "ssh --help"})
    void whatWasNotWrittenIsAFailure(String words, @TempDir Path home) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        LocalMachine machine =
                new LocalMachine(
                        Map.of(),
                        home,
                        new ByteArrayInputStream(new byte[0]),
                        taking(0, "No space left on device"),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false);

        int code = Pw.run(machine, words.split(" ", -1));

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("pw: the output could not be written: No space left on device\n");
    }

    @Test
    void readerThatStopsEarlyKnowsIt() {
        Output output = taking(3, "Broken pipe");
        output.text().print("one");
        output.text().flush();
        output.text().print("two");

        assertThat(output.loss()).isEmpty();
        assertThat(output.isBroken()).isTrue();
    }

    @Test
    void readerThatTookNothingLostAll() {
        Output output = taking(0, "Broken pipe");
        output.text().print("a token that is shown once");

        assertThat(output.loss()).isPresent();
    }
}
