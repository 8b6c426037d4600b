/**
 * An AMQP 0-9-1 broker inside the supervisor: persistent messages are on disk before they are
 * confirmed. Start reading at {@link activate.embedded.broker.BrokerPart}.
 */
@NullMarked
package activate.embedded.broker;

import org.jspecify.annotations.NullMarked;
