package activate.legacyapi.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccountTest {

    @ParameterizedTest
    @CsvSource({
        "ann, ann",
        "Ann.Smith, ann_smith",
        "ann-smith_2, ann-smith_2",
        "2ann, u2ann",
        ".ann, u_ann",
        "ann@example.org, ann_example_org",
        "Ä, u_"
    })
    void aUserNameBecomesALoginNameOfAnyPosixSystem(String username, String safe) {
        assertThat(Account.safe(username)).isEqualTo(safe);
    }

    @Test
    void aSessionIsGoodInItsVersionOnly() {
        Account account = TestAccount.of("ann", 7L, null);

        assertThat(account.password().currentVersion()).isEqualTo(7);
        assertThat(account.honours("s1", 7L)).isTrue();
        assertThat(account.honours("s1", 6L)).isFalse();
    }

    @Test
    void theSessionWithWhichThePasswordWasChangedStaysGood() {
        Account account = TestAccount.of("ann", 7L, "s1");

        assertThat(account.honours("s1", 6L)).isTrue();
        assertThat(account.honours("s2", 6L)).isFalse();
    }

    @Test
    void whatIsFromBeforeThereWereVersionsIsGood() {
        assertThat(TestAccount.of("ann", null, null).password().currentVersion()).isZero();
        assertThat(TestAccount.of("ann", null, null).honours("s1", 0L)).isTrue();
        assertThat(TestAccount.of("ann", 7L, null).honours("key", null)).isTrue();
    }

    @Test
    void endingAllSessionsKeepsThePassword() {
        Account.Password before = TestAccount.of("ann", 7L, "s1").password();

        Account.Password after = before.withoutSessions();

        assertThat(after.hash()).isEqualTo(before.hash());
        assertThat(after.updatedAt()).isEqualTo(before.updatedAt());
        assertThat(after.version()).isEqualTo(8);
        assertThat(after.keptSession()).isNull();
    }

    @Test
    void noTextShowsTheHash() {
        Account account = TestAccount.of("ann", 7L, null);

        assertThat(account.toString()).contains("ann").doesNotContain("hash");
        assertThat(account.password().toString()).doesNotContain("hash");
    }
}
