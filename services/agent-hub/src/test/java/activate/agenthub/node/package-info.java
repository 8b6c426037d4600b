/** The node and its stored form, without a store. */
@NullMarked
package activate.agenthub.node;

import org.jspecify.annotations.NullMarked;
