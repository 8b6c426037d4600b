/** The activity log as the contract shows it. Start reading at {@link EventResource}. */
@NullMarked
package activate.legacyapi.activity.event;

import org.jspecify.annotations.NullMarked;
