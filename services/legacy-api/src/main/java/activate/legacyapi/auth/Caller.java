package activate.legacyapi.auth;

import activate.legacyapi.account.Account;
import activate.legacyapi.change.Actor;
import activate.legacyapi.token.Credential;
import activate.servicekit.problem.Problem;

/**
 * Who calls.
 *
 * @param kind what the caller brought
 * @param actor the caller as the activity log shows it
 */
public record Caller(Account account, Credential credential, CredentialKind kind, Actor actor) {
    /** What a revocation of the caller's credential names. */
    public String credentialId() {
        return credential.id();
    }

    /** User name of the caller. */
    public String username() {
        return account.username();
    }

    /** Whether the caller is an administrator of this organization, or of the whole platform. */
    public boolean administers(String organization) {
        return account.roles().platformAdmin()
                || (account.roles().organizationAdmin() && isOf(organization));
    }

    /** Whether the caller belongs to this organization. */
    public boolean isOf(String organization) {
        return account.organization().equals(organization);
    }

    /** Whether this is the caller's own user name in the caller's own organization. */
    public boolean is(String organization, String username) {
        return isOf(organization) && account.username().equalsIgnoreCase(username);
    }

    /** Refuses whoever does not administer this organization. */
    public void requireAdministrator(String organization) {
        requireMember(organization);
        if (!administers(organization)) {
            throw AuthProblems.administratorsOnly();
        }
    }

    /** Refuses whoever does not belong to this organization. */
    public void requireMember(String organization) {
        if (!isOf(organization)) {
            throw AuthProblems.noOrganization(organization);
        }
    }

    /** Refuses everything but a browser session. */
    public void requireBrowser() {
        if (kind != CredentialKind.COOKIE) {
            throw Problem.of(
                    AuthProblems.BROWSER_ONLY,
                    "This needs a sign-in with the browser; keys and tokens may not do it.");
        }
    }
}
