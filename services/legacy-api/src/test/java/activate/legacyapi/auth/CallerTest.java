package activate.legacyapi.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.TestAccount;
import activate.legacyapi.change.Actor;
import activate.legacyapi.token.Credential;
import activate.servicekit.problem.Problem;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class CallerTest {
    private static final Account.Roles ADMINISTRATOR = new Account.Roles(false, true, false);

    private final Caller user = caller("ann", Account.Roles.USER, CredentialKind.COOKIE);
    private final Caller administrator = caller("adam", ADMINISTRATOR, CredentialKind.API_KEY);
    private final Caller owner = caller("root", Account.Roles.OWNER, CredentialKind.TOKEN);

    @Test
    void administratorsHaveTheirOrganizationAndThePlatformsHaveAll() {
        assertThat(user.administers("default")).isFalse();
        assertThat(administrator.administers("default")).isTrue();
        assertThat(administrator.administers("other")).isFalse();
        assertThat(owner.administers("other")).isTrue();
    }

    @Test
    void somebodyIsHimselfInHisOwnOrganizationInWhateverCase() {
        assertThat(user.is("default", "ANN")).isTrue();
        assertThat(user.is("other", "ann")).isFalse();
        assertThat(user.is("default", "bob")).isFalse();
    }

    @Test
    void anOrganizationIsThereForItsMembersOnly() {
        assertThatCode(() -> user.requireMember("default")).doesNotThrowAnyException();
        assertRefused(404, () -> user.requireMember("other"));
        assertRefused(404, () -> administrator.requireAdministrator("other"));
    }

    @Test
    void anOrdinaryUserIsNoAdministrator() {
        assertThatCode(() -> administrator.requireAdministrator("default"))
                .doesNotThrowAnyException();
        assertRefused(403, () -> user.requireAdministrator("default"));
    }

    @Test
    void keysAndTokensAreNoBrowser() {
        assertThatCode(user::requireBrowser).doesNotThrowAnyException();
        assertRefused(403, administrator::requireBrowser);
        assertRefused(403, owner::requireBrowser);
    }

    private static void assertRefused(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code().status()).isEqualTo(status));
    }

    private static Caller caller(String username, Account.Roles roles, CredentialKind kind) {
        return new Caller(
                TestAccount.with(username, "default", roles),
                new Credential("c", Instant.EPOCH, null),
                kind,
                new Actor(kind.actorType(), "id-of-" + username, username, null, null));
    }
}
