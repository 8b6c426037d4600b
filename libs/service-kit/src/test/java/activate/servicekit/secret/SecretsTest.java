package activate.servicekit.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

final class SecretsTest {

    @Test
    void aSecretIsNewAndFitsInHeadersAndUrls() {
        SecureRandom random = new SecureRandom();

        String one = Secrets.random(random);

        assertThat(one).matches("[A-Za-z0-9_-]{43}").isNotEqualTo(Secrets.random(random));
    }

    /** What is stored was made by earlier versions too. */
    @Test
    void digestsMatchThoseThatAreStored() {
        assertThat(Secrets.digest("abc"))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Secrets.digest("é"))
                .isEqualTo("4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c");
    }

    @Test
    void checksumsMatchThoseInTokens() {
        assertThat(Secrets.checksum("123456789")).isEqualTo("cbf43926");
        assertThat(Secrets.checksum("")).isEqualTo("00000000");
    }

    @Test
    void onlyEqualTextsAreTheSame() {
        assertThat(Secrets.same("key", "key")).isTrue();
        assertThat(Secrets.same("key", "kez")).isFalse();
        assertThat(Secrets.same("key", "key1")).isFalse();
    }
}
