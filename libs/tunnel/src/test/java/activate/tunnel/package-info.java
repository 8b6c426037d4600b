/// Tests of the tunnel core in virtual time. The pitfall tests are named after the list in
/// `docs/tunnel.md`. Start at {@link activate.tunnel.SessionPair}.
@NullMarked
package activate.tunnel;

import org.jspecify.annotations.NullMarked;
