/** Tests of what part of the events is asked for. Start at {@code EventQueryTest}. */
@NullMarked
package activate.legacyapi.event;

import org.jspecify.annotations.NullMarked;
