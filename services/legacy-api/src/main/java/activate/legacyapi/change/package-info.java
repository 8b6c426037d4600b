/// A state change and the event that tells of it, kept in one MongoDB document so that they commit
/// together. Start reading at {@link Tracked}.
@NullMarked
package activate.legacyapi.change;

import org.jspecify.annotations.NullMarked;
