package activate.legacyapi.user.login;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.stored.Activity;
import activate.legacyapi.stored.Actor;
import activate.legacyapi.stored.Entries;
import activate.legacyapi.stored.Target;
import activate.servicekit.outbox.OutboxRelay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes down what becomes of sign-ins that change nothing, for administrators as events. Those by
 * which somebody guesses are told to operators, too, once a window.
 */
@ApplicationScoped
class NoteSignIns {
    private static final Logger LOG = Logger.getLogger(NoteSignIns.class);

    private final AccountStore accounts;
    private final OutboxRelay relay;
    private final Entries entries;

    @Inject
    NoteSignIns(AccountStore accounts, OutboxRelay relay, Entries entries) {
        this.accounts = accounts;
        this.relay = relay;
        this.entries = entries;
    }

    /** A refused sign-in changes nothing, so there is no document to keep it in. */
    void refused(String username, Actor actor) {
        Target target = target(username, username);
        Activity refused = LoginActivity.LOGIN.by(actor).refused("invalid_credentials");
        relay.writeUnkept(List.of(entries.row(refused, target)));
    }

    /** Somebody guesses. */
    void guessing(String reason, String username, Actor actor) {
        // A name that nobody has is what a stranger typed; it may be a password.
        Target target = target(username, "unknown");
        LOG.warnf(
                "sign-ins are slowed reason=%s user=%s source=%s",
                reason, target.name(), actor.sourceIp());
        Activity slowed =
                LoginActivity.THROTTLED
                        .by(new Actor("anonymous", null, null, actor.requestId(), actor.sourceIp()))
                        .with(Map.of("reason", reason));
        relay.writeUnkept(List.of(entries.row(slowed, target)));
    }

    private Target target(String username, String otherwise) {
        return accounts.byUsername(username)
                .map(Account::target)
                .orElseGet(() -> new Target("user", "unknown", otherwise, null));
    }
}
