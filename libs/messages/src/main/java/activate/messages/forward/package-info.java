/** How the edge tells a service where a request comes from, so that nobody else can. */
@NullMarked
package activate.messages.forward;

import org.jspecify.annotations.NullMarked;
