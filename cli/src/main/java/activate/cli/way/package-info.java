/**
 * Streams to the SSH server of a cluster: direct where that works, else through the platform. Start
 * reading at {@link activate.cli.way.OpenWay}.
 */
@NullMarked
package activate.cli.way;

import org.jspecify.annotations.NullMarked;
