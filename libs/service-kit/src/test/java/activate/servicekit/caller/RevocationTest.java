package activate.servicekit.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.messages.event.CredentialRevoked;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RevocationTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static Caller caller(String username, String credential, Instant issuedAt) {
        return new Caller(
                "id-of-" + username,
                username,
                username,
                "default",
                false,
                credential,
                issuedAt,
                issuedAt.plus(Duration.ofHours(24)));
    }

    @Test
    void userLosesWhatWasIssuedBeforeAndNothingLater() {
        // When
        Revocation revocation =
                Revocation.of(new CredentialRevoked("id-of-ann", "user", "ann"), NOON);

        // Then
        assertThat(revocation.voids(caller("ann", "key-1", NOON.minusSeconds(3600)))).isTrue();
        assertThat(revocation.voids(caller("ann", "key-2", NOON))).isTrue();
        assertThat(revocation.voids(caller("ann", "key-3", NOON.plusSeconds(60)))).isFalse();
        assertThat(revocation.voids(caller("bob", "key-4", NOON.minusSeconds(3600)))).isFalse();
    }

    @Test
    void credentialIsVoidForGoodAndItsOwnersOthersAreNot() {
        // When
        Revocation revocation =
                Revocation.of(new CredentialRevoked("key-1", "api_key", "ann"), NOON);

        // Then
        assertThat(revocation.voids(caller("ann", "key-1", NOON.plusSeconds(3600)))).isTrue();
        assertThat(revocation.voids(caller("ann", "key-2", NOON.minusSeconds(3600)))).isFalse();
    }

    @Test
    void nameOfAUserIsNoNameOfACredential() {
        Revocation revocation = Revocation.of(new CredentialRevoked("ann", "session", "x"), NOON);

        assertThat(revocation.voids(caller("ann", "key-1", NOON))).isFalse();
    }

    @Test
    void messageThatNamesNothingIsRefused() {
        assertThatThrownBy(() -> Revocation.of(new CredentialRevoked("", "api_key", "ann"), NOON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void messageWithoutDataIsRefused() {
        assertThatThrownBy(() -> Revocation.of(null, NOON))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> Revocation.of(new CredentialRevoked("key-1", "api_key", "ann"), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void timeThatNoStoreCanKeepIsRefused() {
        // Given
        CredentialRevoked ann = new CredentialRevoked("id-of-ann", "user", "ann");
        List<Instant> times =
                List.of(
                        Instant.MAX,
                        Instant.MIN,
                        Instant.ofEpochMilli(Long.MAX_VALUE),
                        Instant.ofEpochMilli(Long.MIN_VALUE).minus(Duration.ofDays(1)));

        for (Instant time : times) {
            // When, Then
            assertThatThrownBy(() -> Revocation.of(ann, time))
                    .as("%s", time)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
