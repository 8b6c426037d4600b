package activate.messages.tunnel;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** Text messages that open a tunnel of {@value #SUBPROTOCOL}, in this order. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "type",
        defaultImpl = OpeningMessage.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(OpeningMessage.Nonce.class),
    @JsonSubTypes.Type(OpeningMessage.Proof.class),
    @JsonSubTypes.Type(OpeningMessage.Welcome.class)
})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface OpeningMessage {
    /** The subprotocol that is asked for in the upgrade. */
    String SUBPROTOCOL = "activate.yamux.v1";

    /**
     * Hub to agent.
     *
     * @param nonce 32 random bytes in base64url, used once
     * @param hub id of the hub
     */
    @JsonTypeName("nonce")
    record Nonce(@Nullable String nonce, @Nullable String hub) implements OpeningMessage {}

    /**
     * Agent to hub: it holds the private key that it registered.
     *
     * @param signature Ed25519 over {@link #signedText}, in base64url
     * @param host the {@code host[:port]} that the agent dialled
     * @param version of the agent
     */
    @JsonTypeName("proof")
    record Proof(@Nullable String signature, @Nullable String host, @Nullable String version)
            implements OpeningMessage {
        private static final String LABEL = "activate-agent-proof-v1";

        /** What is signed, in UTF-8. */
        public static String signedText(String nodeId, String host, String nonce) {
            return String.join("\n", LABEL, nodeId, host, nonce);
        }
    }

    /**
     * Hub to agent: from now on binary messages.
     *
     * @param generation number of this tunnel, above all earlier ones of the node
     */
    @JsonTypeName("welcome")
    record Welcome(long generation, @Nullable String nodeId) implements OpeningMessage {}

    /** Anything else. */
    record Unknown() implements OpeningMessage {}
}
