package activate.legacyapi.startup;

import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before the stores that requests need are prepared. */
@Readiness
final class PreparedCheck implements HealthCheck {
    private final PrepareStores preparation;

    @Inject
    PreparedCheck(PrepareStores preparation) {
        this.preparation = preparation;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("stores-prepared").status(preparation.isReady()).build();
    }
}
