package activate.messages.agent;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * How busy a machine is. Shares are from 0 to 100.
 *
 * @param cpuUsage share of the time since the last report
 * @param uptime seconds
 */
public record Metrics(
        double cpuUsage,
        @JsonUnwrapped Memory memory,
        @JsonUnwrapped Disk disk,
        @JsonUnwrapped Load load,
        @JsonUnwrapped Network network,
        long processes,
        long uptime) {

    /** Bytes of memory, and the share that is used. */
    public record Memory(long memoryUsed, long memoryFree, double memoryUsage) {}

    /** Bytes of the root file system, and the share that is used. */
    public record Disk(long diskUsed, long diskFree, double diskUsage) {}

    /** Processes that want to run, over 1, 5 and 15 minutes. */
    public record Load(double loadAvg1, double loadAvg5, double loadAvg15) {}

    /** Bytes received and sent since the machine started. */
    public record Network(long networkRxBytes, long networkTxBytes) {}
}
