package activate.testkit.store;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.part.Part;
import activate.testkit.time.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;

/** A home that lasts as long as one embedded store, and that store. */
final class TestHome implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Home home;
    private Part part;

    private TestHome(Home home, Part part) {
        this.home = home;
        this.part = part;
    }

    interface Making<P extends Part> {
        P in(Home home) throws IOException;
    }

    record Running<P extends Part>(P part, TestHome home) {}

    /** Returns when the store answers. */
    static <P extends Part> Running<P> start(Making<P> making) {
        try {
            var home = new Home(Files.createTempDirectory("activate-store-"));
            home.prepare();
            P part = making.in(home);
            part.launch();
            Eventually.holds(part.name() + " answers", PATIENCE, part::isReady);
            return new Running<>(part, new TestHome(home, part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        part.stop();
        PrivateFiles.delete(home.root());
    }
}
