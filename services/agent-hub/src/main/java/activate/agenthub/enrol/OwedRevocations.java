package activate.agenthub.enrol;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows beside the readiness how many deleted clusters still have nodes. The hub stays ready: to
 * take it out of service would not revoke them.
 */
@Readiness
@ApplicationScoped
class OwedRevocations implements HealthCheck {
    private final RevokeClusters revokeClusters;

    OwedRevocations(RevokeClusters revokeClusters) {
        this.revokeClusters = revokeClusters;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("revocations of deleted clusters")
                .withData("owed", revokeClusters.owed())
                .up()
                .build();
    }
}
