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

    private final RefreshCatalog refresh;

    AccountChanges(RefreshCatalog refresh) {
        this.refresh = refresh;
    }

    @Incoming("accounts")
    @NonBlocking
    void changed(byte[] message) {
        refresh.nudge();
    }
}
