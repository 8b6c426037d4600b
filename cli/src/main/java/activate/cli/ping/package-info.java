/**
 * What the way to a cluster costs in time. Start reading at {@link activate.cli.ping.PingCommand}.
 */
@NullMarked
package activate.cli.ping;

import org.jspecify.annotations.NullMarked;
