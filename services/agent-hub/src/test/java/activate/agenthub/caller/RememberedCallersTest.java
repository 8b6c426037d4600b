package activate.agenthub.caller;

import static org.assertj.core.api.Assertions.assertThat;

import activate.agenthub.HubConfig;
import activate.agenthub.caller.Callers.Identified;
import activate.servicekit.caller.Caller;
import activate.servicekit.caller.Revocation;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RememberedCallersTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long nanos = -5;
    private final RememberedCallers remembered = new RememberedCallers(config(), () -> nanos);

    private static HubConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(HubConfig.class)
                .withDefaultValue("activate.hub.id", "hub-1")
                .build()
                .getConfigMapping(HubConfig.class);
    }

    private static Identified caller(String credentialId) {
        return new Identified(
                new Caller(
                        "u-1",
                        "ann",
                        "ann",
                        "default",
                        false,
                        credentialId,
                        Instant.EPOCH,
                        Instant.EPOCH.plus(MINUTE)),
                null);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    @Test
    void callerIsForgottenTenSecondsAfterLegacyApiWasAsked() {
        // Given
        Identified ann = caller("key");
        long asked = remembered.now();
        pass(Duration.ofSeconds(4));
        remembered.add("hash", ann, asked, MINUTE);

        // When
        pass(Duration.ofSeconds(6).minusNanos(1));

        // Then
        assertThat(remembered.find("hash")).contains(ann);

        // When
        pass(Duration.ofNanos(1));

        // Then
        assertThat(remembered.find("hash")).isEmpty();
    }

    @Test
    void callerIsForgottenWhenTheCredentialEnds() {
        // Given
        remembered.add("hash", caller("key"), remembered.now(), Duration.ofSeconds(2));

        // When
        pass(Duration.ofSeconds(2));

        // Then
        assertThat(remembered.find("hash")).isEmpty();
    }

    @Test
    void whatIsLateIsNotRememberedAtAll() {
        // Given
        long asked = remembered.now();
        pass(Duration.ofSeconds(10));

        // When
        remembered.add("hash", caller("key"), asked, MINUTE);

        // Then
        assertThat(remembered.find("hash")).isEmpty();
    }

    @Test
    void revocationForgetsWhatItMakesVoidAndNothingElse() {
        // Given
        remembered.add("gone", caller("key"), remembered.now(), MINUTE);
        remembered.add("kept", caller("other"), remembered.now(), MINUTE);

        // When
        remembered.forget(new Revocation("key", Revocation.EVERY));

        // Then
        assertThat(remembered.find("gone")).isEmpty();
        assertThat(remembered.find("kept")).isPresent();
    }
}
