package activate.legacyapi.login;

import activate.legacyapi.account.AccountStore;
import activate.legacyapi.change.Actor;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.Target;
import activate.servicekit.outbox.OutboxRelay;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
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
    private final Changes changes;

    @Inject
    NoteSignIns(AccountStore accounts, OutboxRelay relay, Changes changes) {
        this.accounts = accounts;
        this.relay = relay;
        this.changes = changes;
    }

    /** A refused sign-in changes nothing, so there is no document to keep it in. */
    void refused(String username, Actor actor) {
        Target target = target(username, username);
        relay.writeUnkept(
                changes.refused("auth.login", actor, target, "invalid_credentials").entries());
    }

    /** Somebody guesses. */
    void guessing(String reason, String username, Actor actor) {
        // A name that nobody has is what a stranger typed; it may be a password.
        Target target = target(username, "unknown");
        LOG.warnf(
                "sign-ins are slowed reason=%s user=%s source=%s",
                reason, target.name(), actor.sourceIp());
        Change slowed =
                changes.of(
                        "auth.throttled",
                        new Actor("anonymous", null, null, actor.requestId(), actor.sourceIp()),
                        target,
                        Map.of("reason", reason));
        relay.writeUnkept(slowed.entries());
    }

    private Target target(String username, String otherwise) {
        return accounts.byUsername(username)
                .map(
                        known ->
                                new Target(
                                        "user", known.id(), known.username(), known.organization()))
                .orElseGet(() -> new Target("user", "unknown", otherwise, null));
    }
}
