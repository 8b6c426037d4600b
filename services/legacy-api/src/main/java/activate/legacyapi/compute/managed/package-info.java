/** Clusters that belong to an organization. Start reading at {@link ManagedClusterResource}. */
@NullMarked
package activate.legacyapi.compute.managed;

import org.jspecify.annotations.NullMarked;
