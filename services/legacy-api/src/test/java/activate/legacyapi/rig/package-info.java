/**
 * Real or embedded stores and a small agent-hub for the tests of this service. Start reading at
 * {@link Stores}.
 */
@NullMarked
package activate.legacyapi.rig;

import org.jspecify.annotations.NullMarked;
