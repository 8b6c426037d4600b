/**
 * Messages between hub and agent on the socket of a tunnel, outside of yamux frames: the opening,
 * the control stream and the beginning of each stream. Start reading at {@link OpeningMessage}.
 */
@NullMarked
package activate.messages.tunnel;

import org.jspecify.annotations.NullMarked;
