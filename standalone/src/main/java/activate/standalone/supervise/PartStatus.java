package activate.standalone.supervise;

import activate.embedded.part.ProcessIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} tells of one part.
 *
 * @param since when the present life of the part began
 * @param changed when it came into its present state
 * @param failure why it is not ready; of a part that is ready, why it was restarted last
 * @param restarted when it was restarted, the last times
 */
public record PartStatus(
        String name,
        PartState state,
        int port,
        int managementPort,
        @Nullable ProcessIdentity process,
        String version,
        @Nullable Instant since,
        @Nullable Instant changed,
        int restarts,
        @Nullable String failure,
        List<Instant> restarted) {

    public PartStatus {
        restarted = List.copyOf(restarted);
    }

    /** How often it was restarted in the time before {@code now}; as far as is remembered. */
    public long restartsWithin(Duration time, Instant now) {
        return restarted.stream().filter(at -> at.isAfter(now.minus(time))).count();
    }
}
