package activate.agenthub.body;

import activate.messages.agent.Heartbeat;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * The parts of a heartbeat that are kept as they came: the public contract's objects, by the types
 * of the record's components.
 */
public final class HeartbeatShape {
    private static final List<String> KEPT =
            List.of("filesystems", "metrics", "systemInfo", "scheduler");
    private static final Map<String, Shape> PARTS = parts();

    private HeartbeatShape() {}

    private static Map<String, Shape> parts() {
        Map<String, Shape> all = RecordShape.members(Heartbeat.class);
        Map<String, Shape> kept = new LinkedHashMap<>(all);
        kept.keySet().retainAll(KEPT);
        return kept;
    }

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
}
