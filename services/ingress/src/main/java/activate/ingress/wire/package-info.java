/**
 * What is decided on a connection before there is a request: TLS, the framing of HTTP/1.1 and the
 * frames of HTTP/2.
 *
 * <p>Start at {@link activate.ingress.wire.ConnectionGuards}. The classes are handlers in Netty's
 * pipeline, because Vert.x shows a request only once its own codec has taken the bytes.
 */
@NullMarked
package activate.ingress.wire;

import org.jspecify.annotations.NullMarked;
