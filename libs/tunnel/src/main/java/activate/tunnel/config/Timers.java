package activate.tunnel.config;

import java.time.Duration;

/// Timers of a session.
///
/// @param keepalive a ping is sent when nothing was received, or nothing sent, for this long
/// @param silence no byte received for this long ends the session
/// @param writeStall output pending and none taken by the carrier for this long ends the session
/// @param open a stream that the peer has not acknowledged by then is reset
/// @param windowIdle a grown window halves after each such time without data
public record Timers(
        Duration keepalive,
        Duration silence,
        Duration writeStall,
        Duration open,
        Duration windowIdle) {

    /// Half-open carriers are found within 12 s, idle or mid-write.
    public static final Timers DEFAULTS =
            new Timers(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(12),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10));

    public Timers {
        positive(keepalive, "keepalive");
        positive(silence, "silence");
        positive(writeStall, "writeStall");
        positive(open, "open");
        positive(windowIdle, "windowIdle");
        if (silence.compareTo(keepalive) <= 0) {
            throw new IllegalArgumentException(
                    "silence: " + silence + " (expected: longer than keepalive " + keepalive + ")");
        }
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: positive)");
        }
    }
}
