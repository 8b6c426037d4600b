/** The hub as a whole, with embedded stores and a real agent's side of the protocol. */
@NullMarked
package activate.agenthub;

import org.jspecify.annotations.NullMarked;
