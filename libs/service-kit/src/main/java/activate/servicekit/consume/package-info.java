/**
 * How messages are consumed, whatever they say: again while a store is away, never twice in vain.
 * Start reading at {@link activate.servicekit.consume.ConsumeMessage}; the queues are declared by
 * {@link activate.servicekit.deadletter.DeadLetters}.
 */
@NullMarked
package activate.servicekit.consume;

import org.jspecify.annotations.NullMarked;
