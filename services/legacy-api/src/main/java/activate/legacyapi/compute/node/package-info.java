/// The nodes of clusters as agent-hub knows them, in the contract's shapes. Start reading at
/// {@link NodeResource}.
@NullMarked
package activate.legacyapi.compute.node;

import org.jspecify.annotations.NullMarked;
