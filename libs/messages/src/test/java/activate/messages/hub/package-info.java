/**
 * Tests of addresses of clusters and of who is let in. Start reading at {@link ClusterAccessTest}.
 */
@NullMarked
package activate.messages.hub;

import org.jspecify.annotations.NullMarked;
