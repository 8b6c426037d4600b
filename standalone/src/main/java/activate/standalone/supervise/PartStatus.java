package activate.standalone.supervise;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} tells of one part.
 *
 * @param since when the present life of the part began
 */
public record PartStatus(
        String name,
        PartState state,
        int port,
        int managementPort,
        @Nullable ProcessIdentity process,
        String version,
        @Nullable Instant since,
        int restarts,
        @Nullable String failure) {

    static PartStatus of(PartRunner runner) {
        Part part = runner.part();
        Optional<ProcessIdentity> process = part.process();
        return new PartStatus(
                part.name(),
                runner.state(),
                part.port(),
                part.managementPort(),
                process.orElse(null),
                part.version(),
                runner.since(),
                runner.restarts(),
                runner.failure());
    }
}
