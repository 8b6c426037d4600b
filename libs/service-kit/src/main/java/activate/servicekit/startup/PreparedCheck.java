package activate.servicekit.startup;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready before what requests need was prepared, nor once the service stops; says why. */
@Readiness
@ApplicationScoped
class PreparedCheck implements HealthCheck {
    private final LifeCycle life;

    PreparedCheck(LifeCycle life) {
        this.life = life;
    }

    @Override
    public HealthCheckResponse call() {
        String reason = life.state().whyNotReady();
        var answer = HealthCheckResponse.named("prepared").status(reason.isEmpty());
        return (reason.isEmpty() ? answer : answer.withData("reason", reason)).build();
    }
}
