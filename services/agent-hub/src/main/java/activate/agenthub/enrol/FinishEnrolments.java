package activate.agenthub.enrol;

import activate.servicekit.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.InstantSource;

/** Completes what a crash has left half done, and forgets tokens long expired. */
@ApplicationScoped
class FinishEnrolments {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final RegisterNode registerNode;
    private final TokenStore tokens;
    private final InstantSource clock;
    private final BackgroundWork background;

    FinishEnrolments(
            RegisterNode registerNode,
            TokenStore tokens,
            InstantSource clock,
            BackgroundWork background) {
        this.registerNode = registerNode;
        this.tokens = tokens;
        this.clock = clock;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(PERIOD, "finish-enrolments", this::run);
    }

    private void run() {
        registerNode.finish();
        tokens.sweep(clock.instant());
    }
}
