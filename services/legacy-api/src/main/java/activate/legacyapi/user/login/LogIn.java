package activate.legacyapi.user.login;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.account.Passwords;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.stored.Actor;
import activate.servicekit.problem.Problem;
import activate.servicekit.problem.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user in with a password. Unknown user, wrong password and disabled account are one answer
 * in one time.
 */
@ApplicationScoped
class LogIn {
    private static final int LONGEST_NAME = 128;

    /** Wrong user name or password. */
    static final ProblemCode REFUSED =
            new ProblemCode("invalid_credentials", 401, "The sign-in was refused.");

    private final AccountStore accounts;
    private final Passwords passwords;
    private final BrowserSessions sessions;
    private final Throttle throttle;
    private final NoteSignIns notes;
    private final Platform platform;

    @Inject
    LogIn(
            AccountStore accounts,
            Passwords passwords,
            BrowserSessions sessions,
            Throttle throttle,
            NoteSignIns notes,
            Platform platform) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = throttle;
        this.notes = notes;
        this.platform = platform;
    }

    /** Returns the value of the new session's cookie. */
    String logIn(String username, String password, Actor actor, @Nullable String userAgent) {
        if (username.isBlank() || username.length() > LONGEST_NAME) {
            throw refusal();
        }
        String source = String.valueOf(actor.sourceIp());
        Throttle.Verdict verdict = throttle.count(source, username);
        if (verdict.alarm() != null) {
            notes.guessing(verdict.alarm(), username, actor);
        }
        verdict.require();
        Optional<Account> account = accounts.byUsername(username);
        boolean matches =
                passwords.matches(
                        password, account.map(found -> found.password().hash()).orElse(null));
        Optional<Account> admitted = account.filter(Account::active).filter(_ -> matches);
        if (admitted.isEmpty()) {
            notes.refused(username, actor);
            throw refusal();
        }
        BrowserSessions.Begun begun = sessions.begin(admitted.get(), actor, userAgent);
        if (!isStillAdmitted(admitted.get())) {
            sessions.end(admitted.get(), begun.id(), actor);
            notes.refused(username, actor);
            throw refusal();
        }
        throttle.forgive(source, username);
        accounts.noteLogin(admitted.get().id(), platform.now());
        return begun.secret();
    }

    /**
     * Whether the account is as it was before the slow comparison. Looked at after the session was
     * begun: whoever changes the account later finds the session and ends it.
     */
    private boolean isStillAdmitted(Account compared) {
        return accounts.byId(compared.id())
                .filter(Account::active)
                .filter(
                        now ->
                                now.password().currentVersion()
                                        == compared.password().currentVersion())
                .isPresent();
    }

    private static Problem refusal() {
        return Problem.of(REFUSED, "The user name or the password is wrong.");
    }
}
