package activate.agenthub.link;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** JSON messages of {@code activate.yamux.v1} outside of yamux frames; see docs/tunnel.md. */
final class WireMessage {
    private WireMessage() {}

    /** Hub to agent, first. */
    record Nonce(String type, String nonce, String hub) {}

    /** Agent to hub, the answer. */
    record ProofOfKey(
            @Nullable String type,
            @Nullable String signature,
            @Nullable String host,
            @Nullable String version) {}

    /** Hub to agent, accepted. */
    record Welcome(String type, long generation, String nodeId) {}

    /** Hub to agent, on the control stream. */
    record Hello(String type, String hub) {}

    /** Hub to agent, at the beginning of each stream. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Preamble(
            int v,
            String id,
            long offset,
            String target,
            @JsonProperty("class") String streamClass,
            long deadlineMs,
            @Nullable String traceparent) {}

    /** Agent to hub, the answer to a preamble. */
    record PreambleAnswer(
            int v, boolean ok, long offset, @Nullable String code, @Nullable String message) {}
}
