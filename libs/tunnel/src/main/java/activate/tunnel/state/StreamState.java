package activate.tunnel.state;

/// The life of a stream. The transitions are pure, so that every one is tested.
///
/// `*Finished` means that the FIN is on the wire, not merely asked for.
public sealed interface StreamState {
    /// We sent SYN and have heard nothing yet. Data may be sent.
    record Opening() implements StreamState {}

    record Open() implements StreamState {}

    /// Our FIN is sent; the peer may still send.
    record LocalFinished() implements StreamState {}

    /// The peer's FIN arrived; we may still send.
    record PeerFinished() implements StreamState {}

    record Closed(StreamEnd end) implements StreamState {}

    /// The peer answered, with ACK or with any other frame of the stream.
    default StreamState acknowledged() {
        return switch (this) {
            case Opening _ -> new Open();
            case Open _, LocalFinished _, PeerFinished _, Closed _ -> this;
        };
    }

    /// Our FIN went out.
    default StreamState localFinished() {
        return switch (this) {
            case Opening _, Open _ -> new LocalFinished();
            case PeerFinished _ -> new Closed(new StreamEnd.Finished());
            case LocalFinished _, Closed _ -> this;
        };
    }

    /// The peer's FIN came in; a second one changes nothing.
    default StreamState peerFinished() {
        return switch (this) {
            case Opening _, Open _ -> new PeerFinished();
            case LocalFinished _ -> new Closed(new StreamEnd.Finished());
            case PeerFinished _, Closed _ -> this;
        };
    }

    /// Torn down. The first end stays.
    default StreamState ended(StreamEnd end) {
        return switch (this) {
            case Opening _, Open _, LocalFinished _, PeerFinished _ -> new Closed(end);
            case Closed _ -> this;
        };
    }

    default boolean isClosed() {
        return this instanceof Closed;
    }

    /// Whether the peer may still send data.
    default boolean isReceiving() {
        return switch (this) {
            case Opening _, Open _, LocalFinished _ -> true;
            case PeerFinished _, Closed _ -> false;
        };
    }

    /// Whether we may still send data or FIN.
    default boolean isSending() {
        return switch (this) {
            case Opening _, Open _, PeerFinished _ -> true;
            case LocalFinished _, Closed _ -> false;
        };
    }
}
