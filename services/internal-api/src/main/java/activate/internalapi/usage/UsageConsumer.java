package activate.internalapi.usage;

import activate.messages.event.UsageInterval;
import activate.servicekit.consume.ConsumeMessage;
import activate.servicekit.consume.ConsumeMessage.Poison;
import activate.servicekit.consume.PoisonMessage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Consumes queue {@code internal-api.usage}. */
@ApplicationScoped
public class UsageConsumer {

    private final ConsumeMessage consume;
    private final ReadInterval reader;
    private final StoreUsage recorder;

    UsageConsumer(ConsumeMessage consume, ReadInterval reader, StoreUsage recorder) {
        this.consume = consume;
        this.reader = reader;
        this.recorder = recorder;
    }

    @Incoming("usage")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> consume(Message<byte[]> message) {
        return consume.run("usage", Poison.DEAD_LETTER, message, this::record);
    }

    private void record(byte[] body) throws PoisonMessage {
        UsageInterval interval = reader.read(body);
        if (recorder.record(interval) == StoreUsage.Outcome.CONTRADICTED) {
            throw new PoisonMessage(
                    "source="
                            + interval.source()
                            + " id="
                            + interval.id()
                            + " is recorded with other content");
        }
    }
}
