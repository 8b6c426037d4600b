package activate.legacyapi.auth;

import activate.legacyapi.account.Account;
import activate.legacyapi.account.AccountStore;
import activate.legacyapi.token.SigningKeys;
import activate.servicekit.caller.UserTokens;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** From a credential to the account that it stands for. */
@ApplicationScoped
public class Authenticate {
    private final List<CredentialCheck> checks;
    private final AccountStore accounts;
    private final SigningKeys keys;

    @Inject
    Authenticate(@All List<CredentialCheck> checks, AccountStore accounts, SigningKeys keys) {
        this.checks = checks;
        this.accounts = accounts;
        this.keys = keys;
    }

    /** An account that is allowed in, and the credential that says so. */
    public record Authenticated(Account account, String credentialId) {}

    /** With a secret of this kind. */
    public Optional<Authenticated> bySecret(CredentialKind kind, String secret) {
        for (CredentialCheck check : checks) {
            if (check.kind() == kind) {
                return check.check(secret)
                        .flatMap(known -> active(known.accountId(), known.credentialId()));
            }
        }
        return Optional.empty();
    }

    /** With a signed user token; the credential behind it must still be good. */
    public Optional<Authenticated> byToken(String token) {
        return switch (keys.verify(token)) {
            case UserTokens.Verdict.Good(var caller) ->
                    checks.stream().anyMatch(check -> check.isLive(caller.credentialId()))
                            ? active(caller.userId(), caller.credentialId())
                            : Optional.empty();
            case UserTokens.Verdict.UnknownKey _, UserTokens.Verdict.Bad _ -> Optional.empty();
        };
    }

    private Optional<Authenticated> active(String accountId, String credentialId) {
        return accounts.byId(accountId)
                .filter(Account::active)
                .map(account -> new Authenticated(account, credentialId));
    }
}
