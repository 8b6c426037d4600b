package activate.legacyapi.platform;

import static org.assertj.core.api.Assertions.assertThat;

import activate.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PlatformTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-01-02T03:04:05.678912Z"));
    private final Platform platform = ManualPlatform.at(clock);

    @Test
    void theAddressHasNoSlashAtItsEnd() {
        assertThat(platform.origin()).isEqualTo("https://platform.test:4443");
        assertThat(platform.publicUrl()).hasToString("https://platform.test:4443");
        assertThat(platform.host()).isEqualTo("platform.test:4443");
    }

    @Test
    void timesAreWholeMilliseconds() {
        assertThat(platform.now()).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void identifiersSortByTheirTime() {
        String earlier = platform.newId();
        clock.advance(Duration.ofMillis(1));

        assertThat(platform.newId()).isGreaterThan(earlier).hasSize(36);
    }

    @Test
    void secretsHave256BitsAndFitIntoHeadersAndAddresses() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            secrets.add(platform.newSecret());
        }

        assertThat(secrets).hasSize(100).allMatch(secret -> secret.matches("[A-Za-z0-9_-]{43}"));
    }
}
