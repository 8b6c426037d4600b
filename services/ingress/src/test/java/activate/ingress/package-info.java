/**
 * The edge as clients and services see it, over real sockets. Start at {@link
 * activate.ingress.EdgeFixture}.
 */
@NullMarked
package activate.ingress;

import org.jspecify.annotations.NullMarked;
