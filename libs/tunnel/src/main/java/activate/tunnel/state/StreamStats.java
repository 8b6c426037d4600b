package activate.tunnel.state;

/// A snapshot of one stream, in payload bytes.
///
/// @param queuedBytes accepted by `write` and not yet on the wire
/// @param unreadBytes received and not yet read
/// @param sendCredit what the peer still lets us send
/// @param receiveWindow the window that we grant, as it stands now
/// @param stalledNanos time with queued bytes and no credit: the peer's reader is slow
public record StreamStats(
        long sentBytes,
        long receivedBytes,
        long queuedBytes,
        long unreadBytes,
        long sendCredit,
        long receiveWindow,
        long stalledNanos) {}
