package activate.cli.route;

import static org.assertj.core.api.Assertions.assertThat;

import activate.cli.machine.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PumpStreamTest {
    /** A server that greets and ends. */
    private static final class Brief implements NodeRoute {
        @Override
        public String via() {
            return "tunnel";
        }

        @Override
        public long askedAtNanos() {
            return 0;
        }

        @Override
        public void send(ByteBuffer bytes) {}

        @Override
        public void endSending() {}

        @Override
        public void receiveInto(OutputStream sink) throws IOException {
            sink.write("bye".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {}
    }

    @Test
    void clientThatKeepsItsPipeDoesNotKeepTheProcess() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PipedOutputStream kept = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(kept)) {
            Thread pump =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            new PumpStream(new Brief(), in, new Output(out)).run();
                                        } catch (activate.cli.failure.Failure e) {
                                            throw new AssertionError(e);
                                        }
                                    });

            assertThat(pump.join(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("bye");
    }
}
