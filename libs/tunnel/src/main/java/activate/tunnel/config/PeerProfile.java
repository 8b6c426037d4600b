package activate.tunnel.config;

/// What the peer is known to understand.
public enum PeerProfile {
    /// Any yamux v0 implementation: nothing is sent that a known one misreads.
    PLAIN,
    /// Negotiated `activate.yamux.v1`: an early GoAway(0) means "no new streams", as in the
    /// specification.
    ACTIVATE
}
