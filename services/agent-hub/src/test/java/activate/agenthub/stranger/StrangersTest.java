package activate.agenthub.stranger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import activate.agenthub.HubLimits;
import activate.servicekit.forwarded.ClientAddress;
import activate.servicekit.forwarded.ForwardedConfig;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import activate.testkit.time.ManualClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Three wrong credentials at once and then one a second; two under way of an address, three of all.
 */
final class StrangersTest {
    private static final Source HERE = new Source("192.0.2.1");
    private static final Source THERE = new Source("192.0.2.2");
    private static final Source UNPROVED = new Source(null);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Strangers strangers = make();
    private int lookedUp;

    private record NoFront() implements ForwardedConfig {
        @Override
        public Optional<Path> secretFile() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> trustedProxies() {
            return Optional.empty();
        }
    }

    private Strangers make() {
        String prefix = "activate.hub.limit.";
        HubLimits limits =
                new SmallRyeConfigBuilder()
                        .withDefaultValue(prefix + "wrong-credentials-at-once", "3")
                        .withDefaultValue(prefix + "wrong-credential-period", "1s")
                        .withDefaultValue(prefix + "checks-per-address", "2")
                        .withDefaultValue(prefix + "checks", "3")
                        .withDefaultValue(prefix + "registration-bodies-per-address", "2")
                        .withDefaultValue(prefix + "registration-bodies", "3")
                        .addDiscoveredConverters()
                        .withMapping(HubLimits.class)
                        .build()
                        .getConfigMapping(HubLimits.class);
        return new Strangers(new ClientAddress(new NoFront(), clock), limits, clock, metrics);
    }

    /** How a check of a wrong credential ends. */
    private int wrong(Source source, String hash) {
        return refusal(
                        () ->
                                strangers.check(
                                        source,
                                        hash,
                                        () -> {
                                            lookedUp++;
                                            throw Problem.of(ProblemCode.UNAUTHENTICATED, "wrong");
                                        }))
                .code()
                .status();
    }

    private String good(Source source, String hash) {
        return strangers.check(source, hash, () -> "good");
    }

    private static Problem refusal(Supplier<?> call) {
        return catchThrowableOfType(Problem.class, call::get);
    }

    /** Something that runs while {@code depth} checks of the address are under way. */
    private <T> T during(int depth, Source source, Supplier<T> work) {
        return depth == 0
                ? work.get()
                : strangers.check(source, "held-" + depth, () -> during(depth - 1, source, work));
    }

    private double held(String what) {
        return metrics.get("activate.hub.held").tag("what", what).gauge().value();
    }

    @Test
    void havingShownACredentialThatIsSoonUsedUpIsNoPrivilege() {
        assertThat(strangers.checkPassing(HERE, () -> "good")).isEqualTo("good");
        for (int i = 0; i < 3; i++) {
            assertThat(wrong(HERE, "wrong-" + i)).isEqualTo(401);
        }

        Problem refused = refusal(() -> strangers.checkPassing(HERE, () -> "good"));

        assertThat(refused.code().status()).isEqualTo(429);
    }

    @Test
    void afterTooManyWrongOnesTheNextAreNotLookedUpUntilTimeHasPassed() {
        for (int i = 0; i < 3; i++) {
            assertThat(wrong(HERE, "wrong-" + i)).isEqualTo(401);
        }

        Problem refused = refusal(() -> good(HERE, "unheard"));

        assertThat(refused.code().status()).isEqualTo(429);
        assertThat(refused.params()).containsEntry("retryAfterSeconds", 1L);
        assertThat(wrong(HERE, "wrong-4")).isEqualTo(429);
        assertThat(lookedUp).isEqualTo(3);
        clock.advance(Duration.ofSeconds(1));
        assertThat(wrong(HERE, "wrong-5")).isEqualTo(401);
        assertThat(wrong(HERE, "wrong-6")).isEqualTo(429);
        clock.advance(Duration.ofSeconds(1));
        assertThat(good(HERE, "unheard")).isEqualTo("good");
    }

    @Test
    void whoGuessesStopsNeitherOtherAddressesNorKnownNeighbours() {
        good(HERE, "neighbour");
        for (int i = 0; i < 9; i++) {
            wrong(HERE, "wrong-" + i);
        }

        assertThat(good(HERE, "neighbour")).isEqualTo("good");
        assertThat(good(THERE, "other")).isEqualTo("good");
        assertThat(wrong(HERE, "neighbour")).isEqualTo(401);
        assertThat(wrong(HERE, "neighbour")).isEqualTo(429);
    }

    @Test
    void otherRefusalsAreNoWrongCredentials() {
        for (int i = 0; i < 9; i++) {
            refusal(
                    () ->
                            strangers.check(
                                    HERE,
                                    "x",
                                    () -> {
                                        throw Problem.of(ProblemCode.UNAVAILABLE, "away");
                                    }));
        }

        assertThat(good(HERE, "x")).isEqualTo("good");
    }

    @Test
    void clientsThatCannotBeToldApartHaveNoShare() {
        for (int i = 0; i < 9; i++) {
            assertThat(wrong(UNPROVED, "wrong-" + i)).isEqualTo(401);
        }

        String third = during(2, UNPROVED, () -> good(UNPROVED, "third"));
        Problem fourth = during(3, UNPROVED, () -> refusal(() -> good(UNPROVED, "fourth")));

        assertThat(third).isEqualTo("good");
        assertThat(fourth.code().status()).isEqualTo(429);
    }

    @Test
    void anAddressHasOnlyItsShareUnderWayAndGivesItBack() {
        good(HERE, "neighbour");

        Problem third = during(2, HERE, () -> refusal(() -> good(HERE, "third")));

        assertThat(third.code().status()).isEqualTo(429);
        assertThat(third.params()).containsEntry("retryAfterSeconds", 1L);
        assertThat(during(2, HERE, () -> good(THERE, "other"))).isEqualTo("good");
        assertThat(during(2, HERE, () -> good(HERE, "neighbour"))).isEqualTo("good");
        assertThat(during(2, HERE, () -> held("checks"))).isEqualTo(2);
        wrong(HERE, "wrong");
        assertThat(held("checks")).isZero();
        assertThat(held("wrong-credential-rates")).isEqualTo(1);
    }

    @Test
    void anAddressSendsOnlyItsShareOfRegistrations() {
        Supplier<Problem> third =
                () -> refusal(() -> strangers.registrationBody(HERE, () -> "read"));

        Problem refused =
                strangers.registrationBody(HERE, () -> strangers.registrationBody(HERE, third));
        String other =
                strangers.registrationBody(
                        HERE,
                        () ->
                                strangers.registrationBody(
                                        HERE,
                                        () -> strangers.registrationBody(THERE, () -> "read")));

        assertThat(refused.code().status()).isEqualTo(429);
        assertThat(other).isEqualTo("read");
        assertThat(held("registration-bodies")).isZero();
    }
}
