/** Golden files of every message. Start at {@link GoldenMessagesTest}. */
@NullMarked
package activate.messages;

import org.jspecify.annotations.NullMarked;
