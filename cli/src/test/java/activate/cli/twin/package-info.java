/**
 * A platform small enough for a test of the command line, with real TLS, real WebSockets and a real
 * SSH server behind them. Start reading at {@link activate.cli.twin.PlatformTwin}.
 */
@NullMarked
package activate.cli.twin;

import org.jspecify.annotations.NullMarked;
