package activate.agent.link;

import java.time.Duration;

/** How one connection to the platform ended. */
sealed interface LinkEnd {
    /** How long streams could be served. */
    Duration connected();

    /** The network or the hub went away. */
    record Lost(String reason, Duration connected) implements LinkEnd {}

    /** The platform does not accept this node's key. */
    record Unauthorized(String reason, Duration connected) implements LinkEnd {}

    /** The platform says for sure that this node was revoked. */
    record Revoked(Duration connected) implements LinkEnd {}

    /** Another agent connected with this identity. */
    record Superseded(Duration connected) implements LinkEnd {}

    /** This side ended it. */
    record Stopped(Duration connected) implements LinkEnd {}

    static LinkEnd of(int closeCode, String reason, Duration connected) {
        return switch (closeCode) {
            case 4401 -> new Unauthorized(reason, connected);
            case 4403 -> new Revoked(connected);
            case 4409, 4429 -> new Superseded(connected);
            default ->
                    new Lost(
                            reason.isEmpty() ? "closed with code " + closeCode : reason, connected);
        };
    }
}
