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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What administrators do with users. */
@ApplicationScoped
class AdministerUsers {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z][A-Za-z0-9.-]{0,62}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]{1,64}@[^@\\s]{1,190}");
    private static final int LONGEST_NAME = 128;

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
        String username = body.username() == null ? "" : body.username();
        String name = body.name() == null ? "" : body.name().strip();
        check(username, name, body);
        String hash = null;
        if (body.password() != null && !body.password().isEmpty()) {
            Passwords.require("/password", body.password());
            hash = passwords.hash(body.password());
            authenticate.requireStill(caller);
        }
        AddAccount.NewAccount wanted =
                new AddAccount.NewAccount(
                        username,
                        name,
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
            throw AccountProblems.taken(username);
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

    private static void check(String username, String name, UserBody.New body) {
        List<Problem.FieldError> errors = new ArrayList<>();
        if (!USERNAME.matcher(username).matches()) {
            errors.add(
                    error("/username", "a letter, then up to 62 letters, digits, dots and dashes"));
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            errors.add(error("/name", "1 to 128 characters"));
        }
        String email = body.email();
        if (email != null && !email.isBlank() && !EMAIL.matcher(email.strip()).matches()) {
            errors.add(error("/email", "an address of the form name@host"));
        }
        if (body.uid() != null && (body.uid() < 1 || body.uid() > Integer.MAX_VALUE)) {
            errors.add(error("/uid", "1 to 2147483647"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors.getFirst().detail(), errors);
        }
    }

    private static Problem.FieldError error(String pointer, String expected) {
        return new Problem.FieldError(
                pointer, "invalid", pointer.substring(1) + ": (expected: " + expected + ")");
    }

    private static Target target(Account user) {
        return new Target("user", user.id(), user.username(), user.organization());
    }
}
