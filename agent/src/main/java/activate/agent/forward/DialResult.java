package activate.agent.forward;

import java.nio.channels.SocketChannel;
import java.util.Locale;

/** What came of dialling a target. */
sealed interface DialResult {
    record Connected(SocketChannel channel) implements DialResult {}

    record Failed(Code code, String message) implements DialResult {}

    /** Why it failed, as the hub is told. */
    enum Code {
        REFUSED,
        TIMEOUT,
        UNREACHABLE,
        DENIED,
        LIMIT,
        INVALID;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
