package activate.legacyapi.user.login;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.caller.CredentialCheck;
import activate.legacyapi.identity.caller.CredentialKind;
import activate.legacyapi.platform.Platform;
import activate.legacyapi.stored.Actor;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins, checks and ends browser sessions. */
@ApplicationScoped
public class BrowserSessions implements CredentialCheck {
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final BrowserSessionStore sessions;
    private final LoginConfig config;
    private final Platform platform;

    @Inject
    BrowserSessions(BrowserSessionStore sessions, LoginConfig config, Platform platform) {
        this.sessions = sessions;
        this.config = config;
        this.platform = platform;
    }

    /** A session as its user sees it. */
    public record Seen(
            String id,
            Instant createdAt,
            Instant expiresAt,
            Instant lastUsedAt,
            String ipAddress,
            @Nullable String userAgent) {}

    /** A session that has begun, with the value of its cookie. */
    record Begun(String id, String secret) {
        @Override
        public String toString() {
            return "Begun[id=" + id + "]";
        }
    }

    /** Begins a session for an account as it was when its password was compared. */
    Begun begin(Account account, Actor actor, @Nullable String userAgent) {
        String secret = platform.newSecret();
        Actor user =
                new Actor(
                        "user",
                        account.id(),
                        account.username(),
                        actor.requestId(),
                        actor.sourceIp());
        BrowserSession begun =
                sessions.create(
                        LoginActivity.LOGIN.by(user).on(account.target()),
                        null,
                        (id, trail) ->
                                new BrowserSession(
                                        id,
                                        trail,
                                        Secrets.digest(secret),
                                        new BrowserSession.Holder(
                                                account.id(),
                                                account.username(),
                                                account.password().currentVersion()),
                                        BrowserSession.Client.of(actor.sourceIp(), userAgent),
                                        trail.createdAt(),
                                        trail.createdAt().plus(config.absolute())));
        endUnused(account, begun.id(), user);
        return new Begun(begun.id(), secret);
    }

    @Override
    public CredentialKind kind() {
        return CredentialKind.COOKIE;
    }

    @Override
    public Optional<Known> check(String secret) {
        Instant now = platform.now();
        Optional<BrowserSession> live =
                sessions.byTokenHash(Secrets.digest(secret)).filter(found -> isLive(found, now));
        live.filter(found -> now.isAfter(found.lastUsedAt().plus(NOTE_EVERY)))
                .ifPresent(found -> sessions.noteUse(found.id(), now));
        return live.map(this::known);
    }

    @Override
    public Optional<Known> live(String credentialId) {
        return sessions.byId(credentialId)
                .filter(found -> isLive(found, platform.now()))
                .map(this::known);
    }

    /** The sessions of an account that have not ended. */
    public List<Seen> of(Account owner) {
        Instant now = platform.now();
        return sessions.ofAccount(owner.id()).stream()
                .filter(found -> isLive(found, now))
                .filter(found -> owner.honours(found.id(), found.holder().currentVersion()))
                .map(
                        found ->
                                new Seen(
                                        found.id(),
                                        found.trail().createdAt(),
                                        found.expiresAt(),
                                        found.lastUsedAt(),
                                        found.client().sourceIp(),
                                        found.client().userAgent()))
                .toList();
    }

    /** Ends one session of an account; returns whether there was one. */
    public boolean end(Account owner, String sessionId, Actor actor) {
        return sessions.byId(sessionId)
                .filter(found -> found.holder().accountId().equals(owner.id()))
                .flatMap(
                        _ ->
                                sessions.delete(
                                        sessionId,
                                        LoginActivity.LOGOUT.by(actor).on(owner.target())))
                .isPresent();
    }

    /** Ends the sessions of an account, but for one. */
    public void endOthers(Account owner, @Nullable String kept, Actor actor) {
        for (BrowserSession session : sessions.ofAccount(owner.id())) {
            if (!session.id().equals(kept)) {
                end(owner, session.id(), actor);
            }
        }
    }

    private boolean isLive(BrowserSession session, Instant now) {
        return now.isBefore(session.endsAt(config.idle()));
    }

    private Known known(BrowserSession session) {
        return new Known(
                session.id(),
                session.holder().accountId(),
                session.endsAt(config.idle()),
                session.holder().currentVersion());
    }

    /** Keeps the number of sessions within its limit; those go first that nobody has used. */
    private void endUnused(Account owner, String begun, Actor actor) {
        List<BrowserSession> all = sessions.ofAccount(owner.id());
        all.stream()
                .filter(session -> !session.id().equals(begun))
                .sorted(Comparator.comparing(BrowserSession::lastUsedAt))
                .limit(Math.max(0, all.size() - config.sessionsPerAccount()))
                .forEach(session -> end(owner, session.id(), actor));
    }
}
