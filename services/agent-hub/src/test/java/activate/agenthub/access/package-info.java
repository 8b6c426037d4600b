/** The hub's copy of clusters, fed by messages. */
@NullMarked
package activate.agenthub.access;

import org.jspecify.annotations.NullMarked;
