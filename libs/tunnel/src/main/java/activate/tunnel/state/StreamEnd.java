package activate.tunnel.state;

/// How a stream ended.
public sealed interface StreamEnd {
    /// Both sides sent FIN and every byte was delivered.
    record Finished() implements StreamEnd {}

    record ResetByPeer(ResetCode code) implements StreamEnd {}

    record ResetByUs(ResetCode code) implements StreamEnd {}

    /// The session ended under it.
    record SessionEnded(SessionEnd end) implements StreamEnd {}
}
