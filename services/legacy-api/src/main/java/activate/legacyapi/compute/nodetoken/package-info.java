/// Registration tokens for nodes: made by agent-hub, authorized here. Start reading at
/// {@link NodeTokens}.
@NullMarked
package activate.legacyapi.compute.nodetoken;

import org.jspecify.annotations.NullMarked;
