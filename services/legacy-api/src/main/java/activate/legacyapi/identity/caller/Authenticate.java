package activate.legacyapi.identity.caller;

import activate.legacyapi.identity.account.Account;
import activate.legacyapi.identity.account.AccountStore;
import activate.legacyapi.identity.token.CheckedCredential;
import activate.legacyapi.identity.token.SigningKeys;
import activate.legacyapi.platform.Platform;
import activate.servicekit.caller.UserTokens;
import activate.servicekit.problem.Problem;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a credential to the account that it stands for. */
@ApplicationScoped
public class Authenticate {
    private final List<CredentialCheck> checks;
    private final AccountStore accounts;
    private final SigningKeys keys;
    private final Platform platform;

    @Inject
    Authenticate(
            @All List<CredentialCheck> checks,
            AccountStore accounts,
            SigningKeys keys,
            Platform platform) {
        this.checks = checks;
        this.accounts = accounts;
        this.keys = keys;
        this.platform = platform;
    }

    /** An account that is allowed in, and the credential that says so. */
    public record Authenticated(Account account, CheckedCredential credential) {}

    /** With a secret of this kind. */
    public Optional<Authenticated> bySecret(CredentialKind kind, String secret) {
        Instant now = platform.now();
        for (CredentialCheck check : checks) {
            if (check.kind() == kind) {
                return check.check(secret).flatMap(known -> active(known, now, null));
            }
        }
        return Optional.empty();
    }

    /** With a signed user token; the credential behind it must still be good. */
    public Optional<Authenticated> byToken(String token) {
        Instant now = platform.now();
        return switch (keys.verify(token)) {
            case UserTokens.Verdict.Good(var caller) ->
                    live(caller.credentialId())
                            .filter(known -> known.accountId().equals(caller.userId()))
                            .flatMap(known -> active(known, now, caller.expiresAt()));
            case UserTokens.Verdict.UnknownKey _, UserTokens.Verdict.Bad _ -> Optional.empty();
        };
    }

    /**
     * Refuses a caller whose credential has been withdrawn since the request began. For whatever
     * was slow, or gives the caller something that stays: after the slow part, or after the thing
     * was made and before anybody learns of it.
     */
    public void requireStill(Caller caller) {
        Instant now = platform.now();
        Instant end = caller.credential().endsAt();
        if ((end != null && !now.isBefore(end))
                || live(caller.credentialId())
                        .flatMap(known -> active(known, now, end))
                        .isEmpty()) {
            throw CallerProblems.unauthenticated();
        }
    }

    /** The same, and takes back what was made for a caller who is refused. */
    public void requireStill(Caller caller, Runnable takeBack) {
        try {
            requireStill(caller);
        } catch (Problem refusal) {
            takeBack.run();
            throw refusal;
        }
    }

    private Optional<CredentialCheck.Known> live(String credentialId) {
        return checks.stream().flatMap(check -> check.live(credentialId).stream()).findFirst();
    }

    /** The account as it is now; read after the credential, so that nothing passes between them. */
    private Optional<Authenticated> active(
            CredentialCheck.Known known, Instant checkedAt, @Nullable Instant end) {
        return accounts.byId(known.accountId())
                .filter(Account::active)
                .filter(
                        account ->
                                account.honours(known.credentialId(), known.credentialsVersion()))
                .map(
                        account ->
                                new Authenticated(
                                        account,
                                        new CheckedCredential(
                                                known.credentialId(),
                                                checkedAt,
                                                earlier(known.endsAt(), end))));
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
