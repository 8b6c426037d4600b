package activate.cli.route;

import activate.messages.connect.ConnectMessage;
import java.util.UUID;

/**
 * The messages of {@link ConnectMessage} as text. Each ssh waits for the first of them, and to bind
 * records to JSON takes a part of a start that is felt.
 */
final class ConnectText {
    /** The types of what the platform says. */
    static final String OPENED = "opened";

    static final String END = "end";
    static final String FAILED = "error";

    private ConnectText() {}

    /** Asks for a new stream. */
    static String open(UUID id) {
        return "{\"type\":\"open\",\"v\":"
                + ConnectMessage.VERSION
                + ",\"id\":\""
                + id
                + "\",\"offset\":0}";
    }

    /**
     * Says that no more is sent.
     *
     * @param offset all bytes that were sent
     */
    static String end(long offset) {
        return "{\"type\":\"end\",\"offset\":" + offset + "}";
    }
}
