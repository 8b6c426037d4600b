/** What clusters of every type have in common. Start reading at {@link Cluster}. */
@NullMarked
package activate.legacyapi.compute.cluster;

import org.jspecify.annotations.NullMarked;
