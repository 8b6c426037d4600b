package activate.cloudcacher.refresh;

import activate.servicekit.consume.ConsumeMessage;
import activate.servicekit.consume.ConsumeMessage.Poison;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Acknowledgment;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Consumes queue {@code cloud-cacher.accounts}. A message says only that accounts have changed;
 * what they are now is read from the credential store, so a message twice, late or of a newer
 * version does no harm, and none can be poison.
 */
@ApplicationScoped
public class AccountChanges {

    private final ConsumeMessage consume;
    private final RefreshCatalog refresh;

    AccountChanges(ConsumeMessage consume, RefreshCatalog refresh) {
        this.consume = consume;
        this.refresh = refresh;
    }

    @Incoming("accounts")
    @Acknowledgment(Acknowledgment.Strategy.MANUAL)
    @RunOnVirtualThread
    CompletionStage<Void> changed(Message<byte[]> message) {
        return consume.run("accounts", Poison.DROP, message, _ -> refresh.nudge());
    }
}
