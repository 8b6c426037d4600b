package activate.agenthub.said;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** The parts of a heartbeat that are kept as they came: the public contract's objects. */
public final class HeartbeatShape {
    private static final Shape TEXT = new Shape.Text(Shape.LONGEST_TEXT);
    private static final Shape WHOLE = new Shape.Amount(true);
    private static final Shape REAL = new Shape.Amount(false);
    private static final Shape FLAG = new Shape.Flag();

    private static final Shape FILESYSTEM =
            members(
                    Map.of(TEXT, List.of("device", "fstype", "mountpoint")),
                    Map.of(WHOLE, List.of("free", "total", "used")),
                    Map.of(REAL, List.of("usedPct")));
    private static final Shape METRICS =
            members(
                    Map.of(
                            REAL,
                            List.of(
                                    "cpuUsage",
                                    "diskUsage",
                                    "loadAvg1",
                                    "loadAvg15",
                                    "loadAvg5",
                                    "memoryUsage")),
                    Map.of(
                            WHOLE,
                            List.of(
                                    "diskFree",
                                    "diskUsed",
                                    "memoryFree",
                                    "memoryUsed",
                                    "networkRxBytes",
                                    "networkTxBytes",
                                    "processes",
                                    "uptime")));
    private static final Shape SYSTEM =
            members(
                    Map.of(WHOLE, List.of("cpuCores", "diskTotal", "memoryTotal")),
                    Map.of(TEXT, List.of("cpuModel")));
    private static final Shape PARTITION =
            members(
                    Map.of(WHOLE, List.of("availNodes", "totalNodes")),
                    Map.of(TEXT, List.of("name", "state", "defaultTime", "maxTime")));
    private static final Shape JOB =
            members(
                    Map.of(
                            TEXT,
                            List.of(
                                    "jobId",
                                    "name",
                                    "nodes",
                                    "partition",
                                    "state",
                                    "user",
                                    "startTime",
                                    "timeLimit")));
    private static final Shape SCHEDULER =
            members(
                    Map.of(FLAG, List.of("isController")),
                    Map.of(TEXT, List.of("type", "version")),
                    Map.of(new Shape.ListOf(PARTITION, Shape.MOST_ENTRIES), List.of("partitions")),
                    Map.of(new Shape.ListOf(JOB, Shape.MOST_ENTRIES), List.of("jobs")));

    private static final Map<String, Shape> PARTS =
            Map.of(
                    "filesystems",
                    new Shape.ListOf(FILESYSTEM, Shape.MOST_ENTRIES),
                    "metrics",
                    METRICS,
                    "systemInfo",
                    SYSTEM,
                    "scheduler",
                    SCHEDULER);

    private HeartbeatShape() {}

    /** What of {@code body} is kept; what is wrong with it goes to {@code faults}. */
    public static Document read(ObjectNode body, Faults faults) {
        Document kept = new Document();
        PARTS.forEach(
                (name, shape) -> {
                    Object part = shape.read(body.get(name), "/" + name, faults);
                    if (part != null) {
                        kept.append(name, part);
                    }
                });
        return kept;
    }

    @SafeVarargs
    private static Shape members(Map<Shape, List<String>>... byShape) {
        Map<String, Shape> known = new HashMap<>();
        for (Map<Shape, List<String>> some : byShape) {
            some.forEach((shape, names) -> names.forEach(name -> known.put(name, shape)));
        }
        return new Shape.Members(Map.copyOf(known));
    }
}
