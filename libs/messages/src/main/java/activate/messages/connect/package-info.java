/**
 * Text messages between a user's client and the hub on {@code /ws/ssh/connect}. Start reading at
 * {@link ConnectMessage}.
 */
@NullMarked
package activate.messages.connect;

import org.jspecify.annotations.NullMarked;
