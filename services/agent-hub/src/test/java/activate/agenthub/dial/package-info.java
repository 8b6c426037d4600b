/** Parts of dialling that need no node. */
@NullMarked
package activate.agenthub.dial;

import org.jspecify.annotations.NullMarked;
