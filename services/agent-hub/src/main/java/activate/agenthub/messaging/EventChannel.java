package activate.agenthub.messaging;

import activate.servicekit.outbox.BrokerPublisher;
import activate.servicekit.outbox.MessagePublisher;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The way of the hub's messages to the broker. */
final class EventChannel {
    private static final int MOST_WAITING = 1_024;

    private EventChannel() {}

    @Produces
    @Singleton
    static MessagePublisher publisher(
            @Channel("events")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = MOST_WAITING)
                    Emitter<String> emitter) {
        return new BrokerPublisher(emitter);
    }
}
