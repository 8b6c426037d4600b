package activate.tunnel;

/// The answer to {@link TunnelSession#open}.
public sealed interface OpenResult {
    /// The stream can be written to at once; the peer may still reset it.
    record Opened(TunnelStream stream) implements OpenResult {}

    record Refused(Reason reason) implements OpenResult {}

    /// Why no stream was opened. Nothing was sent.
    enum Reason {
        /// The limit on concurrent streams is reached.
        TOO_MANY_STREAMS,
        /// The peer has too many opens to acknowledge.
        TOO_MANY_PENDING,
        /// One of the sides takes no new streams: use another session.
        GOING_AWAY,
        SESSION_ENDED,
        /// Every id was used once: use another session.
        IDS_EXHAUSTED
    }
}
