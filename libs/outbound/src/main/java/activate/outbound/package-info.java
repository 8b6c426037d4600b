/**
 * How a program outside the platform dials in: trusted certificates, proxies, WebSockets and what
 * went wrong, on the JDK's own HTTP client. Start reading at {@link
 * activate.outbound.OutboundClient}.
 */
@NullMarked
package activate.outbound;

import org.jspecify.annotations.NullMarked;
