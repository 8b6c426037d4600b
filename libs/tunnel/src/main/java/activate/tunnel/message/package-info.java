/// Messages inside a stream: preambles and the control stream of `activate.yamux.v1`. Start at
/// {@link activate.tunnel.message.LengthPrefixed}.
@NullMarked
package activate.tunnel.message;

import org.jspecify.annotations.NullMarked;
