/**
 * The broker: facts that leave the hub and envelopes that come in. Start at {@link
 * activate.agenthub.messaging.EventChannel}.
 */
@NullMarked
package activate.agenthub.messaging;

import org.jspecify.annotations.NullMarked;
