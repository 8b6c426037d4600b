/// Carries committed changes out of their documents: to the activity log and to the broker, again
/// after a crash. Start reading at {@link RelayChanges}.
@NullMarked
package activate.legacyapi.relay;

import org.jspecify.annotations.NullMarked;
