package activate.tunnel.config;

/// What a peer may do before it is refused or cut off; each is checked before anything is
/// allocated.
///
/// @param streams concurrent streams, of both sides together; more are refused with RST
/// @param pendingOpens streams that we opened and the peer has not acknowledged
/// @param opens streams opened by the peer, a second
/// @param resets RST received, a second
/// @param pings ping requests received, a second
/// @param emptyFrames Data frames without payload or meaning, a second
public record TunnelLimits(
        int streams, int pendingOpens, Rate opens, Rate resets, Rate pings, Rate emptyFrames) {

    /// A token bucket: `burst` at once, refilled with `perSecond`.
    public record Rate(int perSecond, int burst) {
        public Rate {
            if (perSecond < 1 || burst < 1) {
                throw new IllegalArgumentException(
                        "rate: " + perSecond + "/s, burst " + burst + " (expected: positive)");
            }
        }
    }

    public static final TunnelLimits DEFAULTS =
            new TunnelLimits(
                    1024,
                    256,
                    new Rate(500, 2000),
                    new Rate(500, 2000),
                    new Rate(2000, 2000),
                    new Rate(200, 2000));

    public TunnelLimits {
        if (streams < 1 || pendingOpens < 1) {
            throw new IllegalArgumentException(
                    "streams: "
                            + streams
                            + ", pendingOpens: "
                            + pendingOpens
                            + " (expected: positive)");
        }
    }
}
