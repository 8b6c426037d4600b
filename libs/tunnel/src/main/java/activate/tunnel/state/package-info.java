/// The closed sets of states, ends and codes of sessions and streams, and their statistics. Start
/// at {@link activate.tunnel.state.StreamState}; `docs/tunnel.md` has the tables.
@NullMarked
package activate.tunnel.state;

import org.jspecify.annotations.NullMarked;
