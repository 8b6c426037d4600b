package activate.legacyapi.identity.caller;

import static org.assertj.core.api.Assertions.assertThat;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.TestAccount;
import activate.legacyapi.identity.token.CheckedCredential;
import activate.legacyapi.stored.Actor;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CallerTest {
    private static final Account.Roles ADMINISTRATOR = new Account.Roles(false, true, false);

    private final Caller user = caller("ann", Account.Roles.USER, CredentialKind.COOKIE);
    private final Caller administrator = caller("adam", ADMINISTRATOR, CredentialKind.API_KEY);
    private final Caller owner = caller("root", Account.Roles.OWNER, CredentialKind.TOKEN);

    @Test
    void administratorsHaveTheirOrganizationAndThePlatformsHaveAll() {
        assertThat(user.account().administers("default")).isFalse();
        assertThat(administrator.account().administers("default")).isTrue();
        assertThat(administrator.account().administers("other")).isFalse();
        assertThat(owner.account().administers("other")).isTrue();
    }

    @Test
    void somebodyIsHimselfInHisOwnOrganizationInWhateverCase() {
        assertThat(user.account().is("default", "ANN")).isTrue();
        assertThat(user.account().is("other", "ann")).isFalse();
        assertThat(user.account().is("default", "bob")).isFalse();
    }

    @Test
    void keysAndTokensAreNoBrowser() {
        assertThat(user.isBrowser()).isTrue();
        assertThat(administrator.isBrowser()).isFalse();
        assertThat(owner.isBrowser()).isFalse();
    }

    private static Caller caller(String username, Account.Roles roles, CredentialKind kind) {
        return new Caller(
                TestAccount.with(username, "default", roles),
                new CheckedCredential("c", Instant.EPOCH, null),
                kind,
                new Actor(kind.actorType(), "id-of-" + username, username, null, null));
    }
}
