/// The yamux v0 frame format: twelve header bytes, big-endian, and a payload after Data frames
/// only. Start at {@link activate.tunnel.frame.Frame} for the constants and {@link
/// activate.tunnel.frame.FrameDecoder} for reading.
@NullMarked
package activate.tunnel.frame;

import org.jspecify.annotations.NullMarked;
