package activate.messages.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/** Text messages of {@value #SUBPROTOCOL}; what comes between them in binary messages is bytes. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        property = "type",
        defaultImpl = ConnectMessage.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(ConnectMessage.Open.class),
    @JsonSubTypes.Type(ConnectMessage.Opened.class),
    @JsonSubTypes.Type(ConnectMessage.End.class),
    @JsonSubTypes.Type(ConnectMessage.Failed.class)
})
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface ConnectMessage {
    /** The subprotocol that is asked for in the upgrade. */
    String SUBPROTOCOL = "activate.connect.v1";

    /** The version of the messages. */
    int VERSION = 1;

    /**
     * Client to hub, first.
     *
     * @param id identifies the connection end to end
     * @param offset 0 in version 1
     */
    @JsonTypeName("open")
    record Open(int v, @Nullable String id, long offset) implements ConnectMessage {}

    /**
     * Hub to client: the stream exists.
     *
     * @param via {@code tunnel} or {@code peered}
     * @param node host name of the node
     */
    @JsonTypeName("opened")
    record Opened(
            int v, @Nullable String id, long offset, @Nullable String via, @Nullable String node)
            implements ConnectMessage {}

    /**
     * Both ways: the sender sends no more.
     *
     * @param offset all bytes that it sent
     */
    @JsonTypeName("end")
    record End(long offset) implements ConnectMessage {}

    /**
     * Hub to client: the stream does not exist, or broke.
     *
     * @param code a word for programs
     * @param message a sentence for people
     */
    @JsonTypeName("error")
    record Failed(@Nullable String code, @Nullable String message) implements ConnectMessage {}

    /** What only a later version means something by. */
    record Unknown() implements ConnectMessage {}
}
