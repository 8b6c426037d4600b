package activate.standalone.platform;

import activate.embedded.home.Home;
import activate.embedded.home.PrivateFiles;
import activate.embedded.part.ProcessIdentity;
import activate.standalone.supervise.PartStatus;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor tells other processes about itself; believed only while that very supervisor
 * has the lock.
 */
public final class StatusFile {

    private static final long MOST_BYTES = 1 << 20;
    private static final int TRIES = 50;
    private static final long TRY_MILLIS = 100;

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .addModules(new JavaTimeModule(), new Jdk8Module())
                    .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                    .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .build();

    private final Home home;

    public StatusFile(Home home) {
        this.home = home;
    }

    /**
     * A running platform.
     *
     * @param seconds how long its start took; empty until it is ready
     */
    public record Running(
            ProcessIdentity supervisor,
            boolean ready,
            Optional<Double> seconds,
            List<PartStatus> parts) {
        public Running {
            parts = List.copyOf(parts);
        }

        /** Whether nothing is known but that it runs. */
        public boolean isUnknown() {
            return parts.isEmpty();
        }
    }

    /** The text that was written. */
    String write(Running running) {
        try {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(running);
            PrivateFiles.write(home.status(), text);
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the file holds this very text. */
    boolean holds(String text) {
        try {
            return Files.size(home.status()) < MOST_BYTES
                    && Files.readString(home.status()).equals(text);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Empty when no platform runs, whatever an old file says. Of one that runs and whose file
     * cannot be read there are no parts.
     */
    public Optional<Running> read() {
        return RunningSupervisor.of(home).map(this::read);
    }

    /** What is written of a supervisor that is known to run. */
    public Running read(ProcessIdentity supervisor) {
        Running written = parse();
        return written != null && written.supervisor().equals(supervisor)
                ? written
                : new Running(supervisor, false, Optional.empty(), List.of());
    }

    /** As {@link #read}; waits a few seconds for a file that is being put back. */
    public Optional<Running> await() throws InterruptedException {
        var pause = new CountDownLatch(1);
        Optional<Running> running = read();
        for (int i = 0; i < TRIES && running.filter(Running::isUnknown).isPresent(); i++) {
            pause.await(TRY_MILLIS, TimeUnit.MILLISECONDS);
            running = read();
        }
        return running;
    }

    /** Nothing where it is damaged, or of another version; the supervisor will write it again. */
    private @Nullable Running parse() {
        try {
            return Files.size(home.status()) > MOST_BYTES
                    ? null
                    : JSON.readValue(home.status().toFile(), Running.class);
        } catch (IOException e) {
            return null;
        }
    }
}
