package activate.legacyapi.identity.caller;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.token.CheckedCredential;
import activate.legacyapi.stored.Actor;

/**
 * Who calls.
 *
 * @param kind what the caller brought
 * @param actor the caller as the activity log shows it
 */
public record Caller(
        Account account, CheckedCredential credential, CredentialKind kind, Actor actor) {
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
