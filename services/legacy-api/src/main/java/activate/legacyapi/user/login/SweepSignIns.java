package activate.legacyapi.user.login;

import activate.legacyapi.platform.Platform;
import activate.servicekit.background.BackgroundWork;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Removes sessions and counts whose time is over. */
@ApplicationScoped
class SweepSignIns {
    private static final Duration PERIOD = Duration.ofMinutes(5);

    private final BrowserSessionStore sessions;
    private final TryCounts counts;
    private final Platform platform;
    private final BackgroundWork background;

    @Inject
    SweepSignIns(
            BrowserSessionStore sessions,
            TryCounts counts,
            Platform platform,
            BackgroundWork background) {
        this.sessions = sessions;
        this.counts = counts;
        this.platform = platform;
        this.background = background;
    }

    void start(@Observes StartupEvent event) {
        background.every(PERIOD, "sweep-sign-ins", this::sweep);
    }

    private void sweep() {
        Instant now = platform.now();
        sessions.removeExpired(now);
        counts.removeExpired(now);
    }
}
