package activate.tunnel.state;

/// A snapshot of a session.
///
/// @param carrierBytesIn bytes received, headers included
/// @param carrierBytesOut bytes handed to the driver, headers included
/// @param reservedBytes taken from the memory budgets at this moment
/// @param minRoundTripNanos lowest round trip seen lately, 0 before the first
public record SessionStats(
        int streams,
        long openedByUs,
        long openedByPeer,
        long carrierBytesIn,
        long carrierBytesOut,
        long reservedBytes,
        long minRoundTripNanos) {}
