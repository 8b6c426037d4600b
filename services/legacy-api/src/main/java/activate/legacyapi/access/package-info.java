/**
 * The copy of all clusters that agent-hub keeps. Start reading at {@link ClusterAccessResource}.
 */
@NullMarked
package activate.legacyapi.access;

import org.jspecify.annotations.NullMarked;
