/** The hub's copy of clusters, fed by messages. */
@NullMarked
package activate.agenthub.cluster;

import org.jspecify.annotations.NullMarked;
