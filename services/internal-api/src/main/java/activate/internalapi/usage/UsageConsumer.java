package activate.internalapi.usage;

import activate.internalapi.delivery.Delivery;
import activate.internalapi.delivery.PoisonMessage;
import activate.messages.event.UsageInterval;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes queue {@code internal-api.usage}. */
@ApplicationScoped
public class UsageConsumer {

    private final Delivery delivery;
    private final ReadInterval reader;
    private final RecordUsage recorder;

    UsageConsumer(Delivery delivery, ReadInterval reader, RecordUsage recorder) {
        this.delivery = delivery;
        this.reader = reader;
        this.recorder = recorder;
    }

    @Incoming("usage")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        return delivery.settle("usage", message, this::record);
    }

    private void record(byte[] body) throws PoisonMessage {
        UsageInterval interval = reader.read(body);
        if (recorder.record(interval) == RecordUsage.Outcome.CONTRADICTED) {
            throw new PoisonMessage(
                    "source="
                            + interval.source()
                            + " id="
                            + interval.id()
                            + " is recorded with other content");
        }
    }
}
