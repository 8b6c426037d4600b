package activate.messages.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ForwardProofTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final String ADDRESS = "192.0.2.7";

    private final ForwardProof proofs = new ForwardProof("0123456789abcdef0123456789abcdef");

    @Test
    void theProofHasItsForm() {
        assertThat(proofs.of(ADDRESS, NOW))
                .isEqualTo("1767323045.S2K2PCDvRLO4epbARRHqL-eShIeNF2qgFvzs4w_MRTw");
    }

    @Test
    void aProofIsOfOneAddressAndGoodForAMinute() {
        String proof = proofs.of(ADDRESS, NOW);
        assertThat(proofs.proves(ADDRESS, proof, NOW.plusSeconds(60))).isTrue();
        assertThat(proofs.proves(ADDRESS, proof, NOW.plusSeconds(61))).isFalse();
        assertThat(proofs.proves(ADDRESS, proof, NOW.minusSeconds(61))).isFalse();
        assertThat(proofs.proves("192.0.2.70", proof, NOW)).isFalse();
        assertThat(proofs.proves(ADDRESS + ", 192.0.2.8", proof, NOW)).isFalse();
    }

    @Test
    void whatIsNoProofIsNone() {
        ForwardProof others = new ForwardProof("another-secret-of-32-characters!");
        String good = proofs.of(ADDRESS, NOW);
        for (String proof :
                new String[] {
                    others.of(ADDRESS, NOW),
                    "",
                    ".",
                    good.substring(0, 11),
                    "x" + good,
                    good + "A",
                    "-9223372036854775808.A",
                    "99999999999999999999.A"
                }) {
            assertThat(proofs.proves(ADDRESS, proof, NOW)).as(proof).isFalse();
        }
        assertThat(proofs.proves(ADDRESS, null, NOW)).isFalse();
    }

    @Test
    void aShortSecretIsRefused() {
        assertThatThrownBy(() -> new ForwardProof("short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 or more");
    }
}
