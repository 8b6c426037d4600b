package activate.tunnel;

import activate.tunnel.state.ResetCode;

/// What a stream says to the session that it belongs to.
///
/// @param <S> the stream, so that owner and stream need not know each other's class
interface StreamOwner<S> {
    /// The session's time in nanoseconds.
    long now();

    /// The stream may have something to send.
    void sendable(S stream);

    /// Enough was read from the stream that credit should go back to the peer.
    void grantDue(S stream);

    /// This side tears the stream down and the peer must hear of it; called before the stream is
    /// closed.
    void resetByUs(S stream, ResetCode code);

    /// The stream may have come to its end, with nothing left to read.
    void maybeOver(S stream);
}
