package activate.legacyapi.user.login;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountActivity;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.account.Passwords;
import activate.legacyapi.identity.caller.Authenticate;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.identity.caller.CallerProblems;
import activate.legacyapi.identity.caller.CredentialKind;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Changes a user's own password, and ends the user's other browser sessions. */
@ApplicationScoped
class ChangePassword {
    private final AccountStore accounts;
    private final Passwords passwords;
    private final BrowserSessions sessions;
    private final Throttle throttle;
    private final Authenticate authenticate;

    @Inject
    ChangePassword(
            AccountStore accounts,
            Passwords passwords,
            BrowserSessions sessions,
            Throttle throttle,
            Authenticate authenticate) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.authenticate = authenticate;
    }

    void change(Caller caller, String oldPassword, String newPassword) {
        Passwords.require("/newPassword", newPassword);
        Account account = caller.account();
        String source = String.valueOf(caller.actor().sourceIp());
        throttle.count(source, account.username()).require();
        if (!passwords.matches(oldPassword, account.password().hash())) {
            throw Problem.invalid("/oldPassword", "The present password is another one.");
        }
        throttle.forgive(source, account.username());
        String hash = passwords.hash(newPassword);
        authenticate.requireStill(caller);
        String kept = caller.kind() == CredentialKind.COOKIE ? caller.credentialId() : null;
        AccountStore.NewPassword wanted =
                new AccountStore.NewPassword(hash, kept, account.password().currentVersion());
        boolean changed =
                accounts.setPassword(
                                account.id(),
                                wanted,
                                AccountActivity.PASSWORD_CHANGED.by(caller.actor()))
                        .isPresent();
        if (!changed) {
            throw CallerProblems.unauthenticated();
        }
        sessions.endOthers(account, kept, caller.actor());
    }
}
