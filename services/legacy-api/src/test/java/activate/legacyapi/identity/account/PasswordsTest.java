package activate.legacyapi.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.servicekit.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordsTest {
    private static final String GOOD = "Correct-Horse-Battery-1";

    private final Passwords passwords = new Passwords(cost(64, 1));

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        String hash = passwords.hash(GOOD);

        assertThat(passwords.matches(GOOD, hash)).isTrue();
        assertThat(passwords.matches(GOOD + " ", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void theHashNamesItsCostAndHasASaltOfItsOwn() {
        String hash = passwords.hash(GOOD);

        assertThat(hash)
                .startsWith("$argon2id$v=19$m=64,t=1,p=1$")
                .doesNotContain(GOOD)
                .isNotEqualTo(passwords.hash(GOOD));
    }

    @Test
    void aHashOfAnotherCostIsStillGood() {
        String dear = new Passwords(cost(128, 2)).hash(GOOD);

        assertThat(passwords.matches(GOOD, dear)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Correct-Horse-Battery-1",
                "$2y$10$abc",
                "$argon2i$v=19$m=64,t=1,p=1$YQ$YQ"
            })
    void whatIsNoHashMatchesNothing(String stored) {
        assertThat(passwords.matches(GOOD, stored)).isFalse();
    }

    @Test
    void nobodyIsLetInWithoutAHashOrWithAnEndlessPassword() {
        assertThat(passwords.matches(GOOD, null)).isFalse();
        String longest = "Aa1-" + "x".repeat(Passwords.LONGEST - 4);
        assertThat(passwords.matches(longest, passwords.hash(longest))).isTrue();
        assertThat(passwords.matches(longest + "x", passwords.hash(longest + "x"))).isFalse();
    }

    @Test
    void aPasswordIsLongAndMixed() {
        assertThatCode(() -> Passwords.require("/p", "Aa1-56789012345")).doesNotThrowAnyException();
        assertThatCode(() -> Passwords.require("/p", "Aa1-" + "x".repeat(252)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Aa1-5678901234",
                "aa1-56789012345",
                "AA1-56789012345",
                "Aab-abcdefghijk",
                "Aa1x56789012345",
                ""
            })
    void aPasswordThatIsEasyIsRefused(String password) {
        assertThatThrownBy(() -> Passwords.require("/newPassword", password))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.errors().getFirst().pointer())
                                    .isEqualTo("/newPassword");
                            assertThat(problem.detail()).contains("15 to 256");
                        });
    }

    @Test
    void anEndlessPasswordIsRefused() {
        String endless = "Aa1-" + "x".repeat(253);

        assertThatThrownBy(() -> Passwords.require("/p", endless)).isInstanceOf(Problem.class);
    }

    private static PasswordConfig cost(int memoryKib, int iterations) {
        return new PasswordConfig() {
            @Override
            public int memoryKib() {
                return memoryKib;
            }

            @Override
            public int iterations() {
                return iterations;
            }

            @Override
            public int atOnce() {
                return 1;
            }

            @Override
            public Duration patience() {
                return Duration.ofSeconds(3);
            }
        };
    }
}
