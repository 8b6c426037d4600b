package activate.agenthub.stranger;

import activate.agenthub.HubLimits;
import activate.agenthub.limit.InFlight;
import activate.agenthub.limit.RatePerKey;
import activate.servicekit.forwarded.ClientAddress;
import activate.servicekit.forwarded.Network;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What clients may do whose credential is not known to be good: each address has a share of what is
 * under way, and of wrong credentials. Who shows a credential that was found good before is no
 * stranger, so that one who guesses does not stop his neighbours. Where no address is proved, only
 * the bound for all counts. Any thread.
 */
@ApplicationScoped
public class Strangers {
    private static final int REMEMBERED = 20_000;

    private final ClientAddress addresses;
    private final InFlight checks;
    private final InFlight bodies;
    private final RatePerKey wrong;

    /** Hashes of credentials that were found good and not found wrong since. */
    private final Cache<String, Boolean> foundGood =
            Caffeine.newBuilder().maximumSize(REMEMBERED).executor(Runnable::run).build();

    Strangers(
            ClientAddress addresses, HubLimits limits, InstantSource clock, MeterRegistry metrics) {
        this.addresses = addresses;
        this.checks = new InFlight(limits.checksPerAddress(), limits.checks());
        this.bodies =
                new InFlight(limits.registrationBodiesPerAddress(), limits.registrationBodies());
        this.wrong =
                new RatePerKey(
                        limits.wrongCredentialPeriod(), limits.wrongCredentialsAtOnce(), clock);
        String held = "activate.hub.held";
        metrics.gauge(held, Tags.of("what", "checks"), checks, InFlight::size);
        metrics.gauge(held, Tags.of("what", "registration-bodies"), bodies, InFlight::size);
        metrics.gauge(held, Tags.of("what", "wrong-credential-rates"), wrong, RatePerKey::size);
    }

    /** Where the request comes from. */
    public Source source(HttpServerRequest request) {
        return new Source(addresses.believed(request).map(Network::ofClient).orElse(null));
    }

    /**
     * Looks a credential up; it is wrong where that fails with a problem of status 401, and good
     * where it succeeds.
     *
     * @param hash of the whole credential as it was presented
     * @throws Problem 429 with the seconds to wait, before anything is looked up, where the address
     *     or all together have too many under way, or the address too many wrong ones; and what
     *     {@code check} throws
     */
    public <T> T check(Source source, String hash, Supplier<T> check) {
        String stranger = foundGood.getIfPresent(hash) != null ? null : source.address();
        return as(
                stranger,
                () -> {
                    T result = judged(source, hash, check);
                    foundGood.put(hash, true);
                    return result;
                });
    }

    /**
     * As {@link #check}, for a credential that is soon used up: having been good is no privilege.
     *
     * @throws Problem as {@link #check} does
     */
    public <T> T checkPassing(Source source, Supplier<T> check) {
        return as(source.address(), () -> judged(source, "", check));
    }

    private <T> T as(@Nullable String stranger, Supplier<T> work) {
        Duration pause = stranger == null ? Duration.ZERO : wrong.pause(stranger);
        if (pause.isPositive()) {
            throw refusal("Too many wrong credentials came from your address.", pause);
        }
        return within(checks, stranger, work);
    }

    /**
     * Reads the body of a registration, whose credential is in it.
     *
     * @throws Problem 429 where the address, or all together, have too many under way; and what
     *     {@code reading} throws
     */
    public <T> T registrationBody(Source source, Supplier<T> reading) {
        return within(bodies, source.address(), reading);
    }

    private <T> T judged(Source source, String hash, Supplier<T> check) {
        try {
            return check.get();
        } catch (Problem problem) {
            if (problem.code().status() == ProblemCode.UNAUTHENTICATED.status()) {
                foundGood.invalidate(hash);
                if (source.address() != null) {
                    wrong.tryPass(source.address());
                }
            }
            throw problem;
        }
    }

    private static <T> T within(InFlight underWay, @Nullable String address, Supplier<T> work) {
        if (!underWay.tryEnter(address)) {
            throw refusal("Too much is under way, try again.", Duration.ofSeconds(1));
        }
        try {
            return work.get();
        } finally {
            underWay.leave(address);
        }
    }

    private static Problem refusal(String detail, Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        return Problem.of(ProblemCode.RATE_LIMITED, detail, Map.of("retryAfterSeconds", seconds));
    }
}
