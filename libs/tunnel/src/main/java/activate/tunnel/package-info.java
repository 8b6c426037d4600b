/// The reverse tunnel's protocol core: a yamux v0 session as a state machine with bytes in, bytes
/// out and time passed in. Start at {@link activate.tunnel.TunnelSession}; `docs/tunnel.md` is the
/// normative specification.
@NullMarked
package activate.tunnel;

import org.jspecify.annotations.NullMarked;
