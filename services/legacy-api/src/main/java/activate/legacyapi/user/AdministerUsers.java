package activate.legacyapi.user;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.AccountProblems;
import activate.legacyapi.account.AccountStore;
import activate.legacyapi.account.AddAccount;
import activate.legacyapi.account.Passwords;
import activate.legacyapi.auth.Authenticate;
import activate.legacyapi.auth.Caller;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.DuplicateKey;
import activate.legacyapi.change.Target;
import activate.legacyapi.login.BrowserSessions;
import activate.legacyapi.platform.Limits;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
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
    private final Changes changes;
    private final Authenticate authenticate;
    private final Limits limits;

    @Inject
    AdministerUsers(
            AccountStore accounts,
            AddAccount addAccount,
            Passwords passwords,
            BrowserSessions sessions,
            Changes changes,
            Authenticate authenticate,
            Limits limits) {
        this.accounts = accounts;
        this.addAccount = addAccount;
        this.passwords = passwords;
        this.sessions = sessions;
        this.changes = changes;
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
        Target target = target(user);
        accounts.setActive(
                user.id(),
                active,
                () ->
                        active
                                ? changes.of("user.enabled", caller.actor(), target)
                                : disabled(caller, user, target));
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
                () -> changes.of("user.password_changed", caller.actor(), target(user)));
        sessions.endOthers(user, null, caller.actor());
    }

    private Change disabled(Caller caller, Account user, Target target) {
        return changes.announced(
                changes.of("user.disabled", caller.actor(), target),
                EventType.CREDENTIAL_REVOKED,
                new CredentialRevoked(user.id(), "user", user.username()));
    }

    private static Target target(Account user) {
        return new Target("user", user.id(), user.username(), user.organization());
    }
}
