package activate.cloudcacher.refresh;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Consumes queue {@code cloud-cacher.accounts}. A message says only that accounts have changed;
 * what they are now is read from the credential store, so a message twice, late or of a newer
 * version does no harm, and none can be poison.
 */
@ApplicationScoped
public class AccountChanges {

    private final RefreshLoop loop;

    AccountChanges(RefreshLoop loop) {
        this.loop = loop;
    }

    @Incoming("accounts")
    @NonBlocking
    void changed(byte[] message) {
        loop.nudge();
    }
}
