package activate.legacyapi.login;

import activate.legacyapi.account.Account;
import activate.legacyapi.auth.CredentialCheck;
import activate.legacyapi.auth.CredentialKind;
import activate.legacyapi.change.Actor;
import activate.legacyapi.change.Change;
import activate.legacyapi.change.Changes;
import activate.legacyapi.change.Target;
import activate.legacyapi.platform.Platform;
import activate.messages.event.CredentialRevoked;
import activate.messages.event.EventType;
import activate.servicekit.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins, checks and ends browser sessions. */
@ApplicationScoped
public class BrowserSessions implements CredentialCheck {
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);
    private static final int LONGEST_AGENT = 256;

    private final BrowserSessionStore sessions;
    private final LoginConfig config;
    private final Changes changes;
    private final Platform platform;

    @Inject
    BrowserSessions(
            BrowserSessionStore sessions, LoginConfig config, Changes changes, Platform platform) {
        this.sessions = sessions;
        this.config = config;
        this.changes = changes;
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
        String id = platform.newId();
        Actor user =
                new Actor(
                        "user",
                        account.id(),
                        account.username(),
                        actor.requestId(),
                        actor.sourceIp());
        Change begun =
                changes.of(
                        "auth.login",
                        user,
                        new Target(
                                "user", account.id(), account.username(), account.organization()));
        sessions.tracked()
                .insert(
                        new BrowserSession(
                                id,
                                BrowserSession.SCHEMA_VERSION,
                                1,
                                Secrets.digest(secret),
                                account.id(),
                                account.username(),
                                begun.at(),
                                begun.at(),
                                begun.at().plus(config.absolute()),
                                actor.sourceIp() == null ? "unknown" : actor.sourceIp(),
                                shortened(userAgent),
                                account.currentCredentialsVersion(),
                                begun.entries(),
                                begun.dueAt(),
                                null));
        endUnused(account, id, user);
        return new Begun(id, secret);
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
        return sessions.tracked()
                .find(credentialId)
                .filter(found -> isLive(found, platform.now()))
                .map(this::known);
    }

    /** The sessions of an account that have not ended. */
    public List<Seen> of(Account owner) {
        Instant now = platform.now();
        return sessions.ofAccount(owner.id()).stream()
                .filter(found -> isLive(found, now))
                .filter(found -> owner.honours(found.id(), version(found)))
                .map(
                        found ->
                                new Seen(
                                        found.id(),
                                        found.createdAt(),
                                        found.expiresAt(),
                                        found.lastUsedAt(),
                                        found.sourceIp(),
                                        found.userAgent()))
                .toList();
    }

    /** Ends one session of an account; returns whether there was one. */
    public boolean end(Account owner, String sessionId, Actor actor) {
        return sessions.tracked()
                .find(sessionId)
                .filter(found -> found.accountId().equals(owner.id()))
                .flatMap(
                        found ->
                                sessions.tracked()
                                        .update(
                                                sessionId,
                                                session ->
                                                        session.ended(
                                                                ending(session, owner, actor))))
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
                session.id(), session.accountId(), session.endsAt(config.idle()), version(session));
    }

    private static long version(BrowserSession session) {
        return Objects.requireNonNullElse(session.credentialsVersion(), 0L);
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

    private Change ending(BrowserSession session, Account owner, Actor actor) {
        Change ended =
                changes.of(
                        "auth.logout",
                        actor,
                        new Target("user", owner.id(), owner.username(), owner.organization()));
        return changes.announced(
                ended,
                EventType.CREDENTIAL_REVOKED,
                new CredentialRevoked(session.id(), "session", session.username()));
    }

    private static @Nullable String shortened(@Nullable String userAgent) {
        return userAgent == null || userAgent.length() <= LONGEST_AGENT
                ? userAgent
                : userAgent.substring(0, LONGEST_AGENT);
    }
}
