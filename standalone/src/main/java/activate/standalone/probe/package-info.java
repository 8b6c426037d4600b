/**
 * Asks a part for what it is there for: a write and a read of a store, an answer of the edge. Start
 * reading at {@link activate.standalone.probe.BoundedProbe}.
 */
@NullMarked
package activate.standalone.probe;

import org.jspecify.annotations.NullMarked;
