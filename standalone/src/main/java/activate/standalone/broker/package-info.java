/**
 * An AMQP 0-9-1 broker inside the supervisor: persistent messages are on disk before they are
 * confirmed. Start reading at {@link activate.standalone.broker.BrokerPart}.
 */
@NullMarked
package activate.standalone.broker;

import org.jspecify.annotations.NullMarked;
