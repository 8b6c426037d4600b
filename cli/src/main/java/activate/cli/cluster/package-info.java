/**
 * Clusters, their nodes and the tokens that enrol them. Start reading at {@link
 * activate.cli.cluster.ClusterCommands}.
 */
@NullMarked
package activate.cli.cluster;

import org.jspecify.annotations.NullMarked;
