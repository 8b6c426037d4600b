/** Where messages go that can never be consumed. Start at {@link DeadLetters}. */
@NullMarked
package activate.servicekit.deadletter;

import org.jspecify.annotations.NullMarked;
