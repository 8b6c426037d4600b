/// What every resource of the public API is cast in: who may call an operation, and whose things it
/// is about. Start reading at {@link Allows}; {@link AuthorizationFilter} is what enforces it.
@NullMarked
package activate.legacyapi.resource;

import org.jspecify.annotations.NullMarked;
