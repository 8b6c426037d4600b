/**
 * Outgoing messages that commit together with the change that they tell of. Start at {@link
 * MongoOutbox}.
 */
@NullMarked
package activate.servicekit.outbox;

import org.jspecify.annotations.NullMarked;
