package activate.outbound;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A platform that could not be reached or that refused, with a message for people and what they can
 * do about it.
 */
public final class OutboundException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it was; callers map it to exit codes and to what they do next. */
    public enum Kind {
        UNREACHABLE,
        TIMEOUT,
        CERTIFICATE,
        PROXY,
        REFUSED,
        PROTOCOL
    }

    private final Kind kind;
    private final String hint;
    private final int status;
    private final String body;

    OutboundException(Kind kind, String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
        this.status = 0;
        this.body = "";
    }

    OutboundException(String message, int status, String body) {
        super(message);
        this.kind = Kind.REFUSED;
        this.hint = "";
        this.status = status;
        this.body = body;
    }

    public Kind kind() {
        return kind;
    }

    /** What the reader can do about it, or nothing. */
    public String hint() {
        return hint;
    }

    /** The HTTP status of a refused upgrade, else 0. */
    public int status() {
        return status;
    }

    /** The body of a refused upgrade: usually a problem document. */
    public String body() {
        return body;
    }
}
