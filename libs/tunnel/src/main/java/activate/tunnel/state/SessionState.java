package activate.tunnel.state;

/// The life of a session.
public sealed interface SessionState {
    record Open() implements SessionState {}

    /// Streams that exist go on; no new ones are taken from (`byUs`) or opened to (`byPeer`) the
    /// peer.
    record Draining(boolean byUs, boolean byPeer) implements SessionState {}

    record Ended(SessionEnd end) implements SessionState {}

    /// We take no new streams.
    default SessionState drainedByUs() {
        return switch (this) {
            case Open _ -> new Draining(true, false);
            case Draining(boolean _, boolean byPeer) -> new Draining(true, byPeer);
            case Ended _ -> this;
        };
    }

    /// The peer takes no new streams.
    default SessionState drainedByPeer() {
        return switch (this) {
            case Open _ -> new Draining(false, true);
            case Draining(boolean byUs, boolean _) -> new Draining(byUs, true);
            case Ended _ -> this;
        };
    }

    /// The first end stays.
    default SessionState ended(SessionEnd end) {
        return switch (this) {
            case Open _, Draining _ -> new Ended(end);
            case Ended _ -> this;
        };
    }

    default boolean isEnded() {
        return this instanceof Ended;
    }
}
