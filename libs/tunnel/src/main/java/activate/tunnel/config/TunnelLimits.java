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
/// @param smallFrames frames of any type with less than {@link #SMALL_BYTES} of payload, a second:
///     they cost the receiver more than their bytes do
public record TunnelLimits(
        int streams,
        int pendingOpens,
        Rate opens,
        Rate resets,
        Rate pings,
        Rate emptyFrames,
        Rate smallFrames) {

    /// A frame with so much payload pays for itself by its bytes.
    public static final int SMALL_BYTES = 1024;

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
                    new Rate(200, 2000),
                    new Rate(50_000, 200_000));

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

    public TunnelLimits withSmallFrames(Rate value) {
        return new TunnelLimits(streams, pendingOpens, opens, resets, pings, emptyFrames, value);
    }
}
