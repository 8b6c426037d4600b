package activate.legacyapi.organization.member;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountActivity;
import activate.legacyapi.identity.account.AccountProblems;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.account.AddAccount;
import activate.legacyapi.identity.account.Passwords;
import activate.legacyapi.identity.caller.Authenticate;
import activate.legacyapi.identity.caller.Caller;
import activate.legacyapi.platform.Limits;
import activate.legacyapi.stored.DuplicateKey;
import activate.legacyapi.user.login.BrowserSessions;
import activate.servicekit.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What administrators do with users. */
@ApplicationScoped
class AdministerUsers {
    private final AccountStore accounts;
    private final AddAccount addAccount;
    private final Passwords passwords;
    private final BrowserSessions sessions;
    private final Authenticate authenticate;
    private final Limits limits;

    @Inject
    AdministerUsers(
            AccountStore accounts,
            AddAccount addAccount,
            Passwords passwords,
            BrowserSessions sessions,
            Authenticate authenticate,
            Limits limits) {
        this.accounts = accounts;
        this.addAccount = addAccount;
        this.passwords = passwords;
        this.sessions = sessions;
        this.authenticate = authenticate;
        this.limits = limits;
    }

    /** Makes a user of an organization. */
    Account add(Caller caller, String organization, UserBody.New body) {
        String hash = null;
        if (body.password() != null && !body.password().isEmpty()) {
            Passwords.require("/password", body.password());
            hash = passwords.hash(body.password());
            authenticate.requireStill(caller);
        }
        AddAccount.NewAccount wanted =
                new AddAccount.NewAccount(
                        body.username(),
                        body.name().strip(),
                        body.email(),
                        organization,
                        Account.Roles.USER,
                        !Boolean.FALSE.equals(body.active()),
                        body.uid(),
                        hash);
        try {
            return limits.within(
                    new Limits.Limit(
                            "users of this organization",
                            organization,
                            limits.most().usersPerOrganization()),
                    () -> accounts.members(organization),
                    () -> addAccount.add(wanted, caller.actor()));
        } catch (DuplicateKey _) {
            throw AccountProblems.taken(body.username());
        }
    }

    /** Allows or refuses a user everything; a refusal ends all that the user has open. */
    void setActive(Caller caller, Account user, boolean active) {
        if (!active && user.id().equals(caller.account().id())) {
            throw Problem.invalid("/active", "You cannot disable yourself.");
        }
        AccountActivity type = active ? AccountActivity.ENABLED : AccountActivity.DISABLED;
        accounts.setActive(user.id(), active, type.by(caller.actor()));
        if (!active) {
            sessions.endOthers(user, null, caller.actor());
        }
    }

    /** Sets a user's password. */
    void setPassword(Caller caller, Account user, String password) {
        Passwords.require("/newPassword", password);
        String hash = passwords.hash(password);
        authenticate.requireStill(caller);
        accounts.setPassword(
                user.id(),
                new AccountStore.NewPassword(hash, null, null),
                AccountActivity.PASSWORD_CHANGED.by(caller.actor()));
        sessions.endOthers(user, null, caller.actor());
    }
}
