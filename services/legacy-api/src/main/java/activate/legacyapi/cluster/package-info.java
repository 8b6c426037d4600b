/**
 * Clusters of type existing, and what clusters of every type share. Start reading at {@link
 * Cluster}.
 */
@NullMarked
package activate.legacyapi.cluster;

import org.jspecify.annotations.NullMarked;
