package activate.agenthub.dial;

import activate.agenthub.HubConfig;
import activate.agenthub.HubLimits;
import activate.agenthub.socket.CloseCode;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Until when a user's stream may wait for its opening message, and until when it may live. */
@ApplicationScoped
class StreamDeadlines {
    private final Vertx vertx;
    private final HubLimits limits;
    private final HubConfig config;
    private final InstantSource clock;

    StreamDeadlines(Vertx vertx, HubLimits limits, HubConfig config, InstantSource clock) {
        this.vertx = vertx;
        this.limits = limits;
        this.config = config;
        this.clock = clock;
    }

    /** A deadline that is running. */
    interface Running {
        /** It is met; repeating it is harmless. */
        void cancel();
    }

    /** Fails the stream where no opening message comes. */
    Running opening(UserStream stream) {
        return timer(
                limits.openingTimeout(),
                () -> stream.fail("timeout", "No opening message came.", CloseCode.TIMEOUT));
    }

    /** Ends the stream with the credential that it was opened with. */
    Running credential(UserStream stream) {
        Instant ends = stream.destination().ends();
        return ends == null || !config.endStreamsWithCredential()
                ? () -> {}
                : timer(
                        Duration.between(clock.instant(), ends),
                        () -> stream.revoke("unauthenticated", "The credential has expired."));
    }

    private Running timer(Duration left, Runnable end) {
        long timer = vertx.setTimer(Math.max(1, left.toMillis()), _ -> end.run());
        return () -> vertx.cancelTimer(timer);
    }
}
