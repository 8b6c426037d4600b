package activate.legacyapi.auth;

import activate.legacyapi.account.Account;
import activate.legacyapi.stored.Actor;
import activate.legacyapi.token.Credential;

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

    /** Whether it is a browser that calls, not a program with a key or a token. */
    public boolean isBrowser() {
        return kind == CredentialKind.COOKIE;
    }
}
