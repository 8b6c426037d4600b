package activate.legacyapi.user.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.legacyapi.platform.ManualPlatform;
import activate.servicekit.problem.Problem;
import activate.testkit.time.ManualClock;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of tries, with the limits as they are by default. */
final class ThrottleVerdictTest {
    private static final String HOME = "192.0.2.1";

    /** The beginning of a window, so that a test stays in it. */
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:00:00Z"));

    private final LoginConfig config =
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(LoginConfig.class)
                    .build()
                    .getConfigMapping(LoginConfig.class);
    private final Throttle throttle =
            new Throttle(new ManualCounts(), config, ManualPlatform.at(clock));

    @Test
    void aSourceHasTenTriesAtAnAccountInAWindow() {
        for (int i = 0; i < 10; i++) {
            assertLetIn(throttle.count(HOME, "ann"));
        }

        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(15));
        clock.advance(Duration.ofMinutes(14));
        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(1));
        clock.advance(Duration.ofMinutes(1));
        assertLetIn(throttle.count(HOME, "ann"));
    }

    @Test
    void theFirstTryBeyondIsToldAndTheOthersAreNot() {
        for (int i = 0; i < 10; i++) {
            assertThat(throttle.count(HOME, "ann").alarm()).isNull();
        }

        assertThat(throttle.count(HOME, "ann").alarm()).isEqualTo("many_tries_from_one_source");
        assertThat(throttle.count(HOME, "ann").alarm()).isNull();
    }

    @Test
    void anAccountIsOneInWhateverCase() {
        for (int i = 0; i < 10; i++) {
            assertLetIn(throttle.count(HOME, i % 2 == 0 ? "Ann" : "ANN"));
        }

        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(15));
        assertLetIn(throttle.count(HOME, "bob"));
        assertLetIn(throttle.count("192.0.2.2", "ann"));
    }

    @Test
    void whoSignsInHasAllTriesAgain() {
        for (int i = 0; i < 10; i++) {
            assertLetIn(throttle.count(HOME, "ann"));
        }
        throttle.forgive(HOME, "ann");

        for (int i = 0; i < 10; i++) {
            assertLetIn(throttle.count(HOME, "ann"));
        }
        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(15));
    }

    @Test
    void aSourceThatIsWrongForManyHasThreeTriesThenOneThenNone() {
        wrongFrom(HOME, 100);
        for (int i = 0; i < 3; i++) {
            assertLetIn(throttle.count(HOME, "ann"));
        }
        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(15));

        wrongFrom(HOME, 1_000);
        assertLetIn(throttle.count(HOME, "bob"));
        assertRefused(throttle.count(HOME, "bob"), Duration.ofMinutes(15));

        wrongFrom(HOME, 5_000);
        assertRefused(throttle.count(HOME, "carl"), Duration.ofMinutes(15));
    }

    @Test
    void aSourceThatIsWrongForManyIsToldOnce() {
        wrongFrom(HOME, 100);

        assertThat(throttle.count(HOME, "ann").alarm()).isEqualTo("source_tries_many_accounts");
        assertThat(throttle.count(HOME, "bob").alarm()).isNull();
    }

    @Test
    void whoIsKnownFromThereIsHeardWhateverOthersDo() {
        throttle.forgive(HOME, "ann");
        wrongFrom(HOME, 5_001);

        for (int i = 0; i < 10; i++) {
            assertLetIn(throttle.count(HOME, "ann"));
        }
        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(15));
        assertRefused(throttle.count(HOME, "bob"), Duration.ofMinutes(15));
    }

    @Test
    void aSourceIsForgottenAfterAMonth() {
        throttle.forgive(HOME, "ann");
        clock.advance(Duration.ofDays(30));
        wrongFrom(HOME, 5_001);

        assertRefused(throttle.count(HOME, "ann"), Duration.ofMinutes(15));
    }

    @Test
    void strangersShareOneTryAPauseAtAnAccountThatIsGuessedFromEverywhere() {
        guessFromEverywhere("ann", 50);

        Throttle.Verdict first = throttle.count("198.51.100.1", "ann");
        assertLetIn(first);
        assertThat(first.alarm()).isEqualTo("account_tried_from_everywhere");
        assertRefused(throttle.count("198.51.100.2", "ann"), Duration.ofSeconds(1));

        clock.advance(Duration.ofSeconds(1));
        assertLetIn(throttle.count("198.51.100.3", "ann"));
    }

    @Test
    void thePauseGrowsToAMinute() {
        guessFromEverywhere("ann", 50 + 60);

        throttle.count("198.51.100.1", "ann");
        assertRefused(throttle.count("198.51.100.2", "ann"), Duration.ofMinutes(1));
        clock.advance(Duration.ofSeconds(59));
        assertRefused(throttle.count("198.51.100.3", "ann"), Duration.ofSeconds(1));
        clock.advance(Duration.ofSeconds(1));
        assertLetIn(throttle.count("198.51.100.4", "ann"));
    }

    @Test
    void theOwnerOfAGuessedAccountIsNotSlowed() {
        throttle.forgive(HOME, "ann");
        guessFromEverywhere("ann", 200);

        assertLetIn(throttle.count(HOME, "ann"));
        assertLetIn(throttle.count(HOME, "ann"));
    }

    private void wrongFrom(String source, int times) {
        for (int i = 0; i < times; i++) {
            throttle.count(source, "nobody" + source + times + "-" + i);
        }
    }

    private void guessFromEverywhere(String username, int times) {
        for (int i = 0; i < times; i++) {
            throttle.count("203.0." + i / 250 + "." + (i % 250 + 1), username);
        }
    }

    private static void assertLetIn(Throttle.Verdict verdict) {
        assertThat(verdict.refusal()).isNull();
        verdict.require();
    }

    private static void assertRefused(Throttle.Verdict verdict, Duration wait) {
        Problem refusal = Objects.requireNonNull(verdict.refusal(), "let in");
        assertThat(refusal.code().status()).isEqualTo(429);
        assertThat(refusal.params()).containsEntry("retryAfterSeconds", wait.toSeconds());
        assertThatThrownBy(verdict::require).isSameAs(refusal);
    }
}
