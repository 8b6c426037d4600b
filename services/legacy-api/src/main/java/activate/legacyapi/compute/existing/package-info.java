/** Clusters of type existing, which belong to a user. Start reading at {@link ClusterResource}. */
@NullMarked
package activate.legacyapi.compute.existing;

import org.jspecify.annotations.NullMarked;
