package activate.legacyapi.user.login;

import activate.legacyapi.platform.Platform;
import activate.servicekit.forwarded.Network;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Slows those who guess, and nobody else. Each account is asked for from each source only so often;
 * a source that is wrong for many accounts has fewer tries for each, but who is right at once is
 * let in from there; an account that is guessed from everywhere is slow for strangers, and not for
 * its owner where the owner has signed in before.
 */
@ApplicationScoped
class Throttle {
    private static final int TRIES_OF_A_WRONG_SOURCE = 3;
    private static final int MUCH_MORE = 10;
    private static final int WRONG_A_STEP = 10;
    private static final int MOST_STEPS = 16;

    private final TryCounts counts;
    private final LoginConfig config;
    private final Platform platform;

    @Inject
    Throttle(TryCounts counts, LoginConfig config, Platform platform) {
        this.counts = counts;
        this.config = config;
        this.platform = platform;
    }

    /**
     * What becomes of a try.
     *
     * @param alarm why somebody should look, the first time in a window that it is so
     */
    record Verdict(@Nullable Problem refusal, @Nullable String alarm) {

        /** Throws the refusal, if it is one. */
        void require() {
            if (refusal != null) {
                throw refusal;
            }
        }
    }

    /** Counts a try before it is made. */
    Verdict count(String address, String username) {
        Instant now = platform.now();
        Try it = new Try(Network.ofClient(address), username.toLowerCase(Locale.ROOT), now);
        boolean isKnown = counts.isKept(it.known(), now);
        int ofPair = counts.increment(it.pair(), it.windowEnd());
        int ofSource = counts.increment(it.source(), it.windowEnd());
        int allowed = isKnown ? config.wrongPerAccount() : allowed(ofSource);
        if (ofPair > allowed) {
            String alarm = ofPair == allowed + 1 ? "many_tries_from_one_source" : null;
            return new Verdict(refusal(it.windowEnd(), now), alarm);
        }
        String alarm =
                ofSource == config.wrongPerSource() + 1 ? "source_tries_many_accounts" : null;
        if (!isKnown && ofSource > config.wrongPerSourceAtMost()) {
            return new Verdict(refusal(it.windowEnd(), now), alarm);
        }
        int ofName = counts.increment(it.name(), it.windowEnd());
        if (ofName == config.wrongPerName() + 1) {
            alarm = "account_tried_from_everywhere";
        }
        return new Verdict(isKnown ? null : paced(it, ofName), alarm);
    }

    /** Takes the tries back that led to a good sign-in, and knows the source from now on. */
    void forgive(String address, String username) {
        Instant now = platform.now();
        Try it = new Try(Network.ofClient(address), username.toLowerCase(Locale.ROOT), now);
        counts.forget(it.pair());
        counts.decrement(it.source());
        counts.decrement(it.name());
        counts.keep(it.known(), now.plus(config.knownFor()));
    }

    private int allowed(int wrongOfSource) {
        if (wrongOfSource <= config.wrongPerSource()) {
            return config.wrongPerAccount();
        }
        return wrongOfSource <= config.wrongPerSource() * MUCH_MORE ? TRIES_OF_A_WRONG_SOURCE : 1;
    }

    /** One try a pause for all who are not known, where the account is being guessed. */
    private @Nullable Problem paced(Try it, int ofName) {
        int beyond = ofName - config.wrongPerName();
        if (beyond <= 0) {
            return null;
        }
        Duration grown = Duration.ofSeconds(1L << Math.min(beyond / WRONG_A_STEP, MOST_STEPS));
        Duration pause = grown.compareTo(config.longestPause()) < 0 ? grown : config.longestPause();
        long slot = it.at().toEpochMilli() / pause.toMillis();
        Instant end = Instant.ofEpochMilli((slot + 1) * pause.toMillis());
        return counts.take(it.slot(pause, slot), end) ? null : refusal(end, it.at());
    }

    private static Problem refusal(Instant until, Instant now) {
        long wait = Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
        return Problem.of(
                ProblemCode.RATE_LIMITED,
                "Too many sign-ins did not succeed. Try again later.",
                Map.of("retryAfterSeconds", wait));
    }

    /** The keys of one try. */
    private final class Try {
        private final String source;
        private final String username;
        private final Instant at;
        private final long window;

        Try(String source, String username, Instant at) {
            this.source = source;
            this.username = username;
            this.at = at;
            this.window = at.toEpochMilli() / config.window().toMillis();
        }

        Instant at() {
            return at;
        }

        Instant windowEnd() {
            return Instant.ofEpochMilli((window + 1) * config.window().toMillis());
        }

        String pair() {
            return key("account", source, username, window);
        }

        String source() {
            return key("source", source, window);
        }

        String name() {
            return key("name", username, window);
        }

        String slot(Duration pause, long slot) {
            return key("slot", username, pause.toMillis(), slot);
        }

        String known() {
            return key("known", source, username);
        }

        private String key(Object... parts) {
            StringBuilder key = new StringBuilder();
            for (Object part : parts) {
                key.append(part).append('\n');
            }
            return key.toString();
        }
    }
}
