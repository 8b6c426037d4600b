package activate.cloudcacher.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/** The cache: one catalog in memory for answers, and the same in a file for the next start. */
@ApplicationScoped
public class CatalogStore {

    private static final Logger LOG = Logger.getLogger(CatalogStore.class);
    private static final String FILE = "catalog.json";

    private final CatalogConfig config;
    private final ObjectMapper json;
    private volatile Catalog current;

    CatalogStore(CatalogConfig config, ObjectMapper json) {
        this.config = config;
        this.json = json;
        this.current = read();
    }

    public Catalog current() {
        return current;
    }

    /** Makes {@code next} the catalog; it is on disk before it is served. One caller at a time. */
    public void replace(Catalog next) {
        if (!next.isSameAs(current)) {
            write(next);
            current = next;
        }
    }

    private Catalog read() {
        Path file = config.folder().resolve(FILE);
        try {
            return json.readValue(Files.readAllBytes(file), Catalog.class);
        } catch (NoSuchFileException e) {
            return Catalog.empty();
        } catch (IOException e) {
            // A cache can be made again; the unreadable file is replaced by the next refresh.
            LOG.warnf("cache not readable, begins empty file=%s cause=%s", file, e.getMessage());
            return Catalog.empty();
        }
    }

    private void write(Catalog catalog) {
        Path file = config.folder().resolve(FILE);
        Path next = config.folder().resolve(FILE + ".next");
        try {
            Files.createDirectories(config.folder());
            Files.write(next, json.writeValueAsBytes(catalog));
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The cache cannot be written to " + file, e);
        }
    }
}
