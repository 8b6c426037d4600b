package activate.tunnel;

import activate.tunnel.state.GoAwayCode;
import activate.tunnel.state.SessionEnd;
import activate.tunnel.state.StreamEnd;

/// What a driver hears from its session, on the session's thread, from within the call that caused
/// it.
///
/// Any method of the session or of a stream may be called from here.
public interface TunnelListener {
    /// The peer opened a stream. It is acknowledged on return unless it was reset meanwhile.
    void onStreamOpened(TunnelStream stream);

    /// There is something to read: call {@link TunnelStream#read} until it returns null.
    void onReadable(TunnelStream stream);

    /// The send queue was full and is at least half empty again.
    void onWritable(TunnelStream stream);

    /// The peer sends no more. Bytes before its FIN may still be unread: {@link
    /// TunnelStream#isReadFinished} tells when they are not.
    void onPeerFinished(TunnelStream stream);

    /// Once for each stream, the last call about it; never from within `read`.
    void onStreamClosed(TunnelStream stream, StreamEnd end);

    /// The peer takes no new streams; those that exist go on.
    default void onGoAway(GoAwayCode code) {}

    /// The last call about the session. Its streams were closed before. Flush what `poll` still
    /// returns, then close the carrier.
    void onSessionClosed(SessionEnd end);
}
