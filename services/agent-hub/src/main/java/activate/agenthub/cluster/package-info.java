/**
 * Which clusters there are and who may reach them: the hub's own copy, kept up to date by messages
 * and by reading them all. Start at {@link Clusters}.
 */
@NullMarked
package activate.agenthub.cluster;

import org.jspecify.annotations.NullMarked;
