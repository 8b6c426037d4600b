/**
 * Messages on the broker. Each is an {@link Envelope} around one record of this package or of
 * {@code activate.messages.hub}; each has a golden JSON file among the tests.
 */
@NullMarked
package activate.messages.event;

import org.jspecify.annotations.NullMarked;
