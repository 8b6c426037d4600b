package activate.tunnel.config;

/// Everything that can be tuned about a session.
public record TunnelConfig(Windows windows, Timers timers, TunnelLimits limits, PeerProfile peer) {

    /// For a peer that negotiated nothing.
    public static final TunnelConfig PLAIN =
            new TunnelConfig(
                    Windows.DEFAULTS, Timers.DEFAULTS, TunnelLimits.DEFAULTS, PeerProfile.PLAIN);

    /// For a peer that negotiated `activate.yamux.v1`.
    public static final TunnelConfig ACTIVATE = PLAIN.withPeer(PeerProfile.ACTIVATE);

    public TunnelConfig withWindows(Windows value) {
        return new TunnelConfig(value, timers, limits, peer);
    }

    public TunnelConfig withLimits(TunnelLimits value) {
        return new TunnelConfig(windows, timers, value, peer);
    }

    public TunnelConfig withPeer(PeerProfile value) {
        return new TunnelConfig(windows, timers, limits, value);
    }
}
