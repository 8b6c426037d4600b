package activate.messages.tunnel;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Hub to agent, at the beginning of each stream.
 *
 * @param v version, 1
 * @param id identifies the connection end to end
 * @param offset bytes of the connection that went before; 0 in version 1
 * @param target {@value #SSH} or {@code host:port}
 * @param streamClass {@code interactive} or {@value #BULK}
 * @param deadlineMs time that the agent has to connect, in milliseconds
 * @param traceparent W3C trace context, if there is one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Preamble(
        int v,
        @Nullable String id,
        long offset,
        @Nullable String target,
        @JsonProperty("class") @Nullable String streamClass,
        @Nullable Long deadlineMs,
        @Nullable String traceparent) {
    /** The version that is spoken. */
    public static final int VERSION = 1;

    /** Target: the node's own SSH server. */
    public static final String SSH = "ssh";

    /** Class of streams that copy much and may wait behind others. */
    public static final String BULK = "bulk";
}
