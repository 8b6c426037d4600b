package activate.agenthub.dial;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Text messages of {@code activate.connect.v1}; see docs/tunnel.md. */
final class ConnectMessage {
    private ConnectMessage() {}

    /** From the client: {@code open} first, {@code end} when it sends no more. */
    record FromClient(@Nullable String type, int v, @Nullable String id, long offset) {
        private static final int LONGEST_ID = 64;

        /** Whether this begins a stream of version 1. */
        boolean isOpen() {
            return "open".equals(type)
                    && v == 1
                    && offset == 0
                    && id != null
                    && id.length() <= LONGEST_ID;
        }
    }

    /** The stream exists. */
    record Opened(String type, int v, String id, long offset, String via, String node) {
        Opened(String id, String via, String node) {
            this("opened", 1, id, 0, via, node);
        }
    }

    /** The node sends no more; {@code offset} is all that it sent. */
    record End(String type, long offset) {
        End(long offset) {
            this("end", offset);
        }
    }

    /** The stream does not exist, or broke. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Failed(String type, String code, String message) {
        Failed(String code, String message) {
            this("error", code, message);
        }
    }
}
