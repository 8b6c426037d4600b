/**
 * Streams to the SSH server of a cluster: direct where that works, else through the platform. Start
 * reading at {@link activate.cli.route.OpenRoute}.
 */
@NullMarked
package activate.cli.route;

import org.jspecify.annotations.NullMarked;
