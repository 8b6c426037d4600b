/**
 * The service against an AMQP broker and Vault's protocol. Start at {@link
 * activate.cloudcacher.Stores}.
 */
@NullMarked
package activate.cloudcacher;

import org.jspecify.annotations.NullMarked;
