package activate.messages.hub;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a node can be reached now: it has a live tunnel, or a hub heard of it lately. */
public enum NodeStatus {
    @JsonProperty("online")
    ONLINE,
    @JsonProperty("offline")
    OFFLINE
}
