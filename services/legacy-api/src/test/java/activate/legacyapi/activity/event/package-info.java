/** Tests of what part of the events is asked for. Start at {@code EventQueryTest}. */
@NullMarked
package activate.legacyapi.activity.event;

import org.jspecify.annotations.NullMarked;
