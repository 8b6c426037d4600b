package activate.internalapi.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the ledger has its tables. */
@Readiness
@ApplicationScoped
class LedgerReadiness implements HealthCheck {

    private final PrepareLedger ledger;

    LedgerReadiness(PrepareLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("ledger").status(ledger.isPrepared()).build();
    }
}
