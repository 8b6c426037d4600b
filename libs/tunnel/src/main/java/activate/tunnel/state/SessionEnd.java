package activate.tunnel.state;

/// How a session ended. The carrier must be closed after the remaining output is flushed.
public sealed interface SessionEnd {
    /// The carrier ended without a word.
    record PeerGone() implements SessionEnd {}

    /// The peer sent GoAway with an error, or with any code after which nothing is left to do.
    record PeerLeft(GoAwayCode code) implements SessionEnd {}

    /// The peer broke the protocol or a limit; it was told so with GoAway(1).
    record ProtocolError(String reason) implements SessionEnd {}

    record Timeout(Kind kind) implements SessionEnd {
        public enum Kind {
            /// No byte arrived for the whole silence limit.
            SILENT,
            /// Output was pending and the carrier took none of it.
            WRITE_STALLED
        }
    }

    record LocalClose(GoAwayCode code) implements SessionEnd {}
}
