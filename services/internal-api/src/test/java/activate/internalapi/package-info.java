/**
 * The service against a real PostgreSQL and an AMQP broker. Start at {@link
 * activate.internalapi.Stores}.
 */
@NullMarked
package activate.internalapi;

import org.jspecify.annotations.NullMarked;
