package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node is, told every 15 seconds. agent-hub checks what comes by the types of these
 * components; {@code metrics}, {@code systemInfo}, {@code filesystems} and {@code scheduler} are
 * kept as they come, with members that only a later contract knows.
 *
 * @param osRelease name of the distribution
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Heartbeat(
        @JsonUnwrapped NodeDescription node,
        @Nullable String osRelease,
        @Nullable Metrics metrics,
        @Nullable SystemInfo systemInfo,
        @Nullable List<Filesystem> filesystems,
        @Nullable Scheduler scheduler) {

    /** What the machine has. Sizes are in bytes. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SystemInfo(
            long cpuCores, long memoryTotal, long diskTotal, @Nullable String cpuModel) {}

    /** A file system that holds data. Sizes are in bytes, {@code usedPct} is from 0 to 100. */
    public record Filesystem(
            String device,
            String mountpoint,
            String fstype,
            long total,
            long used,
            long free,
            double usedPct) {}

    /**
     * What the batch scheduler says.
     *
     * @param type such as {@code slurm}
     * @param isController whether this node runs it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Scheduler(
            String type,
            @Nullable String version,
            boolean isController,
            List<Partition> partitions,
            @Nullable List<Job> jobs) {}

    /** A queue of the scheduler; times as the scheduler writes them. */
    public record Partition(
            String name,
            String state,
            long totalNodes,
            long availNodes,
            String defaultTime,
            String maxTime) {}

    /** A job that waits or runs; times as the scheduler writes them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Job(
            String jobId,
            String user,
            String partition,
            String state,
            String nodes,
            @Nullable String startTime,
            String timeLimit,
            String name) {}
}
