package activate.legacyapi.login;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.AccountStore;
import activate.legacyapi.account.Passwords;
import activate.legacyapi.activity.ActivityLog;
import activate.legacyapi.change.Actor;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.Target;
import activate.legacyapi.platform.Platform;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user in with a password. Unknown user, wrong password and disabled account are one answer
 * in one time.
 */
@ApplicationScoped
class LogIn {
    private static final Logger LOG = Logger.getLogger(LogIn.class);
    private static final int LONGEST_NAME = 128;

    /** Wrong user name or password. */
    static final ProblemCode REFUSED =
            new ProblemCode("invalid_credentials", 401, "The sign-in was refused.");

    private final AccountStore accounts;
    private final Passwords passwords;
    private final BrowserSessions sessions;
    private final Throttle throttle;
    private final ActivityLog log;
    private final Changes changes;
    private final Platform platform;

    @Inject
    LogIn(
            AccountStore accounts,
            Passwords passwords,
            BrowserSessions sessions,
            Throttle throttle,
            ActivityLog log,
            Changes changes,
            Platform platform) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.log = log;
        this.changes = changes;
        this.platform = platform;
    }

    /** Returns the value of the new session's cookie. */
    String logIn(String username, String password, Actor actor, @Nullable String userAgent) {
        if (username.isBlank() || username.length() > LONGEST_NAME) {
            throw refusal();
        }
        String source = String.valueOf(actor.sourceIp());
        throttle.count(source, username);
        Optional<Account> account = accounts.byUsername(username);
        boolean matches =
                passwords.matches(password, account.map(Account::passwordHash).orElse(null));
        Optional<Account> admitted = account.filter(Account::active).filter(_ -> matches);
        if (admitted.isEmpty()) {
            note(account, username, actor);
            throw refusal();
        }
        throttle.forgive(source, username);
        accounts.noteLogin(admitted.get().id(), platform.now());
        return sessions.begin(admitted.get(), actor, userAgent);
    }

    private static Problem refusal() {
        return Problem.of(REFUSED, "The user name or the password is wrong.");
    }

    /** A refused sign-in changes nothing, so there is no document to keep it in. */
    private void note(Optional<Account> account, String username, Actor actor) {
        Target target =
                account.map(
                                known ->
                                        new Target(
                                                "user",
                                                known.id(),
                                                known.username(),
                                                known.organization()))
                        .orElseGet(() -> new Target("user", "unknown", username, null));
        try {
            log.write(List.of(changes.refused("auth.login", actor, target, "invalid_credentials")));
        } catch (SQLException e) {
            LOG.warnf("refused sign-in is not in the activity log cause=%s", e.toString());
        }
    }
}
