package activate.legacyapi.activity.log;

import activate.legacyapi.stored.ActivityType;
import activate.messages.event.EventType;
import activate.messages.event.NodeEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** What agent-hub tells of nodes. */
enum NodeLife implements ActivityType {
    /** A node was enrolled in a cluster. */
    ENROLLED(EventType.NODE_ENROLLED, "A node was enrolled in a cluster."),
    /** A node came online. */
    ONLINE(EventType.NODE_ONLINE, "A node came online."),
    /** A node went offline. */
    OFFLINE(EventType.NODE_OFFLINE, "A node went offline."),
    /** A node was revoked. */
    REVOKED(EventType.NODE_REVOKED, "A node was revoked.");

    /** The messages that tell of them, and what they carry. */
    static final Map<String, Class<? extends NodeEvent>> MESSAGES =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(NodeLife::word, _ -> NodeEvent.class));

    private final String word;
    private final String description;

    NodeLife(String word, String description) {
        this.word = word;
        this.description = description;
    }

    @Override
    public String word() {
        return word;
    }

    @Override
    public String description() {
        return description;
    }
}
