package activate.servicekit.outbox;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** The way to the broker of a service that has the outgoing channel {@code events}. */
@IfBuildProperty(name = "mp.messaging.outgoing.events.connector", stringValue = "smallrye-rabbitmq")
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
