/// What can be tuned: windows, timers, limits and the kind of peer. Start at {@link
/// activate.tunnel.config.TunnelConfig}; its defaults are the ones of `docs/tunnel.md`.
@NullMarked
package activate.tunnel.config;

import org.jspecify.annotations.NullMarked;
